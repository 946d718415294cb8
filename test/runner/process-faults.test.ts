import { describe, expect, test } from 'vitest';
import type { IterationResult } from '../../src/result/run-result.ts';
import { closedPort } from '../client/raw-server.ts';
import { programClient, silentClient } from './client-programs.ts';
import { quickReference, runInline, runInlineCase } from './inline-scenario.ts';
import { createRecordingGuard, nodeProgram } from './subject/programs.ts';

const serverSource = (port: number): string => `
  const { WebSocketServer } = require('ws');
  const server = new WebSocketServer({ host: '127.0.0.1', port: ${port} });
  server.on('connection', (socket) => { socket.on('message', (data) => socket.send(data)); socket.on('error', () => {}); });
  process.stdin.resume().on('end', () => process.exit());`;

async function runOnServer(
  faults: string,
  more: string,
  { count = 2, client = quickReference } = {},
): Promise<readonly IterationResult[]> {
  const port = await closedPort();
  const target = { command: nodeProgram(serverSource(port)), url: `ws://127.0.0.1:${port}` };
  const { iterations, invalid, reason } = await runInlineCase(`target: ${JSON.stringify(target)}
${client}
faults: [${faults}]
repeat: { count: ${count}, phase: none }
${more}`);
  expect({ reason, invalid: invalid.map((each) => each.reason) }).toEqual({ reason: undefined, invalid: [] });
  expect(iterations).toHaveLength(count);
  return iterations;
}

describe('a server', { timeout: 60_000 }, () => {
  test.each([
    [
      'that is killed is back when the fault is lifted',
      '{ fault: server, with: { action: kill }, at: 50ms, for: 300ms }',
    ],
    [
      'that is terminated is back when the fault is lifted',
      '{ fault: server, with: { action: terminate }, at: 50ms, for: 300ms }',
    ],
    ['that is restarted is back', '{ fault: server, with: { action: restart }, at: 50ms }'],
  ])('%s, and so is its client', async (_title, fault) => {
    for (const { verdict, samples, marks } of await runOnServer(fault, 'timeout: 20s')) {
      expect(verdict).toBe('recovered');
      expect(samples.detection).toBeLessThan(500);
      // The server's kernel closes its connections; a dial that nobody takes is answered by the proxy.
      expect(marks.serverDetected).toBeLessThanOrEqual(Number(samples.detection));
      expect(samples.outage).toBeGreaterThan(Number(samples.detection));
      if (fault.includes('for:')) expect(samples.recovery).toBeLessThan(2_000);
    }
  });

  test('that is restarted ends the fault when it is up again, and the recovery counts from then', async () => {
    // Patient enough to dial only when the server is there.
    const client = 'client: { type: reference, reconnect: { backoff: fixed, initial: 1500ms } }';
    const fault = '{ fault: server, with: { action: restart }, at: 50ms }';
    const [only] = await runOnServer(fault, 'timeout: 20s', { count: 1, client });
    expect(only?.verdict).toBe('recovered');
    const { samples, marks } = only as IterationResult;
    expect(marks.lifted).toBeGreaterThan(Number(samples.detection));
    expect(samples.recovery).toBeGreaterThan(0);
    expect(samples.recovery).toBeCloseTo(Number(samples.outage) - Number(marks.lifted), 3);
  });

  test('that stays away leaves its client stuck, and is there for the next iteration', async () => {
    const stuck = await runOnServer('{ fault: server, with: { action: kill }, at: 50ms }', 'timeout: 700ms');
    expect(stuck.map(({ verdict }) => verdict)).toEqual(['stuck', 'stuck']);
  });

  test('that stands still for longer than the heartbeat bears is noticed by it', async () => {
    const fault = '{ fault: server, with: { action: pause }, at: 50ms, for: 600ms }';
    for (const { verdict, cause, samples } of await runOnServer(fault, 'timeout: 20s')) {
      expect({ verdict, cause }).toEqual({ verdict: 'recovered', cause: 'ping.timeout' });
      expect(samples.detection).toBeGreaterThanOrEqual(90);
      expect(samples.recovery).toBeLessThan(2_000);
    }
  });

  test('that stands still for a moment is waited for', async () => {
    const fault = '{ fault: server, with: { action: pause }, at: 50ms, for: 40ms, benign: true }';
    const [only] = await runOnServer(fault, 'timeout: 5s', { count: 1 });
    expect(only?.verdict).toBe('unaffected');
  });
});

describe('a client', () => {
  const client = programClient(silentClient, { heartbeat: { interval: '100ms', timeout: '250ms' } });
  const stopped = (more: string): string => `{ fault: client, with: { action: pause }, at: 50ms, ${more} }`;

  test('that sleeps is given up by its server, wakes, and is back', async () => {
    const guard = createRecordingGuard();
    const { result } = await runInline(
      `target: { builtin: echo, heartbeat: { interval: 200ms, timeout: 200ms } }
${client}
faults: [${stopped('for: 1s')}]
expect: [server.detection < 1s]
timeout: 10s`,
      { guard },
    );
    expect(result.verdict).toBe('recovered');
    expect(result.samples['server.detection']).toBeGreaterThanOrEqual(190);
    expect(result.samples['server.detection']).toBeLessThan(900);
    expect(result.samples.detection).toBeGreaterThanOrEqual(990);
    expect(result.marks.lifted).toBeGreaterThanOrEqual(999);
    expect(guard.watched.size).toBe(0);
  });

  test('that sleeps to the end has not crashed, and is ended like any other', async () => {
    const guard = createRecordingGuard();
    const text = `target: { builtin: echo }\n${client}\nfaults: [${stopped('benign: false')}]\ntimeout: 3s`;
    const { result } = await runInline(text, { guard });
    expect(result).toMatchObject({ verdict: 'undetected', marks: { detected: null } });
    expect(guard.watched.size).toBe(0);
  });
});
