import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProcessGuard } from '../../src/runner/subject/process-guard.ts';
import { findFreePort } from '../support/find-free-ports.ts';
import { programClient, silentClient } from './client-programs.ts';
import { quickReference, runInline, runInlineCase } from './inline-scenario.ts';
import { createRecordingGuard, nodeProgram } from './subject/programs.ts';

const echo = 'target: { builtin: echo }';

describe('an iteration is invalid, whatever the client did, when', () => {
  test('somebody took the port while it was closed', async () => {
    const port = await findFreePort();
    const thief = programClient(`const net = require('node:net');
      const ws = new WebSocket(url); ws.on('open', () => ws.send('hi')); ws.on('error', () => {});
      const steal = () => { const s = net.createServer(); s.on('error', () => setImmediate(steal)); s.listen(${port}, '127.0.0.1'); };
      ws.on('close', steal);`);
    const { result } = await runInline(`${echo}\nlisten: 127.0.0.1:${port}\n${thief}
faults: [{ id: down, fault: refuse, at: 50ms, for: 500ms }, { fault: reset, when: { event: fault-start, fault: down } }]
timeout: 20s`);
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toBe(
      `the port ${port} was taken: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
    );
  });

  test('the target is gone', async () => {
    const server = createServer((socket) => socket.on('error', () => {}));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const target = {
      url: `ws://127.0.0.1:${port}`,
      headers: {},
      rejectUnauthorized: true,
      ended: new AbortController().signal,
      close: async () => {},
    };
    const { result } = await runInline(`target: ${target.url}\n${quickReference}\ntimeout: 20s`, { target });
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toBe(`the target could not be reached: connect ECONNREFUSED 127.0.0.1:${port}`);
  });

  test('the target command ends in the middle, and so is the whole case', async () => {
    const port = await findFreePort();
    const server = `const { WebSocketServer } = require('ws'); const s = new WebSocketServer({ host: '127.0.0.1', port: ${port} });
      s.on('connection', (ws) => ws.on('message', (m) => ws.send(m)).on('ping', () => { console.log('out of memory'); process.exit(7); }));
      s.on('listening', () => console.log('listening'));`;
    const command = nodeProgram(server);
    const result =
      await runInlineCase(`target: ${JSON.stringify({ command, url: `ws://127.0.0.1:${port}`, ready: 'listening' })}
${programClient(silentClient)}
faults: [{ fault: reset, at: 5s }]
repeat: { count: 3, phase: none }
timeout: 20s`);
    expect(result.status).toBe('unmeasured');
    expect(result.invalid.map(({ reason }) => reason)).toEqual([
      `target command ${command.join(' ')} ended with code 7 (out of memory)`,
    ]);
    expect(result.reason).toBe(`target command ${command.join(' ')} ended with code 7 (out of memory)`);
  });

  test('the client is never steady', async () => {
    const { result } = await runInline(`target: { builtin: ticker, interval: 50ms }
${programClient(`const ws = new WebSocket(url); ws.on('error', () => {});`)}
faults: [{ fault: reset, at: 50ms }]
timeout: 500ms`);
    expect(result.reason).toBe(
      'client never steady: no answered message and no answered ping within 500 ms (traffic.ready can name another sign)',
    );
  });

  test('the client gives up, or ends, before it is steady', async () => {
    const quitter = programClient(`tell({ ev: 'giveup', cause: 'no licence' });`);
    expect((await runInline(`${echo}\n${quitter}\ntimeout: 20s`)).result.reason).toBe(
      'client never steady: client 1 gave up: no licence',
    );
    const dead = programClient(`console.log('no licence'); process.exit(4);`);
    expect((await runInline(`${echo}\n${dead}\ntimeout: 20s`)).result.reason).toBe(
      'client never steady: client 1 exited with code 4: no licence',
    );
  });

  test('the process that started the client was killed', async () => {
    const guard = createProcessGuard();
    onTestFinished(() => guard.close());
    // By its client, which it takes along.
    const killer = `const other = new WebSocket(url); other.on('error', () => {}); other.on('open', () => process.kill(process.ppid, 'SIGKILL'));`;
    const { result } = await runInline(`${echo}\n${programClient(silentClient + killer)}\ntimeout: 20s`, { guard });
    expect(result).toMatchObject({
      ...{ verdict: 'invalid', reasonKind: 'disturbed' },
      reason: 'the process that starts programs was ended from outside',
    });
  });

  test('the machine does not keep up', async () => {
    const { result, noisy } = await runInline(
      `${echo}\n${quickReference}\nfaults: [{ fault: reset, at: 50ms }]\ntimeout: 20s`,
      {
        loopDelayFloorMs: -1,
        loopDelay: { start() {}, stop() {}, latenessBetween: () => ({ p99Ms: 31, standstills: [] }) },
      },
    );
    expect(noisy).toBe(true);
    expect(result.verdict).toBe('invalid');
    expect(result.reason).toBe('event-loop delay 31 ms exceeds 2 ms');
  });
});

describe('broken off after', () => {
  const busy = `${echo}\n${quickReference}\nfaults: [{ fault: blackhole, at: 100ms, for: 400ms }]\ntimeout: 20s`;
  const program = `${echo}\n${programClient(silentClient)}\nfaults: [{ id: down, fault: refuse, at: 100ms, for: 10s }, { fault: reset, when: { event: fault-start, fault: down } }]\ntimeout: 20s`;

  const held = (): number => process.getActiveResourcesInfo().filter((kind) => /TCP|Process|Pipe/.test(kind)).length;

  test.each([0, 5, 30, 90, 150, 300, 450])('%i ms nothing is left of a case', async (afterMs) => {
    for (const text of [busy, program]) {
      const before = held();
      const result = await runInlineCase(`${text}\nrepeat: { count: 2, phase: none }`, {
        signal: AbortSignal.timeout(afterMs),
        jobs: 2,
      });
      expect({ status: result.status, reason: result.reason, iterations: result.iterations }).toEqual({
        status: 'unmeasured',
        reason: 'interrupted before the first iteration was finished',
        iterations: [],
      });
      await expect.poll(held).toBeLessThanOrEqual(before);
    }
  });

  test('no time at all nothing was started', async () => {
    const guard = createRecordingGuard();
    const { result } = await runInline(busy, { guard, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ verdict: 'invalid', reason: 'interrupted' });
  });
});
