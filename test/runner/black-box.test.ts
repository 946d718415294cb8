import { describe, expect, test } from 'vitest';
import type { IterationResult } from '../../src/result/run-result.ts';
import { beatingClient, pingingClient, programClient, silentClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';

const scenario = (source: string, fault: string): string => `target: { builtin: echo }
${programClient(source, { heartbeat: { interval: '100ms', timeout: '250ms' } })}
faults: [${fault}]
timeout: 5s`;

const blackhole = '{ fault: blackhole, connections: existing, at: 50ms }';

function expectRecovery({ verdict, cause, source, marks, samples }: IterationResult): void {
  expect({ verdict, cause }).toEqual({ verdict: 'recovered', cause: null });
  expect(source).toMatchObject({ detection: 'wire', reconnect: 'wire', recovery: 'wire', outage: 'wire' });
  expect(samples.attempts).toBe(1);
  const { injected, detected, attempts, open, ready } = marks;
  expect(marks.steady).toBeLessThan(0);
  expect(injected).toBe(0);
  for (const [earlier, later] of [
    [injected, detected],
    [detected, attempts[0]],
    [attempts[0], open],
    [open, ready],
  ]) {
    expect(earlier).toBeLessThanOrEqual(later ?? -1);
  }
}

describe('a client that tells nothing is judged by the wire alone, when it', () => {
  test.each([
    ['ends its side', 'fin', 'ws.terminate(); redial();', 20],
    ['says goodbye', 'close:1000', 'ws.close(1000); redial();', 20],
    ['says goodbye by a code of its own', 'close:4999', "ws.close(4999, 'no pong'); redial();", 20],
    ['says goodbye by the code of a server', 'close:1011', 'ws.close(1011); redial();', 20],
    ['says goodbye without a code, and never ends', 'close:1005', 'ws.close(); redial();', 20],
    ['says goodbye without a code, and ends its side late', 'close:1005', 'ws.close(); endLate(ws); redial();', 20],
    ['cuts the connection', 'reset', 'ws._socket.resetAndDestroy(); redial();', 20],
    ['leaves the old socket and dials', 'dial', 'connect();', 0],
  ])('%s: %s', async (_what, wireSign, onSilence, backoffMs) => {
    const { result } = await runInline(scenario(beatingClient(onSilence), blackhole));
    expectRecovery(result);
    expect(result.wireSign).toBe(wireSign);
    expect(result.samples.detection).toBeGreaterThanOrEqual(100);
    expect(result.samples.detection).toBeLessThan(1_000);
    // Where this process stood still, it saw the end of the old socket late.
    const reconnect = Number(result.samples.reconnect) + (result.noise.loop ?? 0);
    expect(reconnect).toBeGreaterThanOrEqual(backoffMs * 0.9);
  });

  test.each([
    ['reset', 'reset'],
    ['FIN', 'disconnect'],
    ['Close frame', 'close, with: { code: 1012 }'],
  ])('meets a %s', async (_what, fault) => {
    const { result } = await runInline(scenario(silentClient, `{ fault: ${fault}, at: 50ms }`));
    expectRecovery(result);
    expect(result.samples.detection).toBeLessThan(500);
  });
});

test('the phase of a sweep is met for a client that pings, without its help', async () => {
  const text = `target: { builtin: echo }
${programClient(pingingClient(600, "ws.send('hello')"), { heartbeat: { interval: '600ms', timeout: '1s' } })}
faults: [{ fault: reset, at: 50ms }]
timeout: 5s`;
  const phases = [0.125, 0.375, 0.625, 0.875];
  const met = await Promise.all(phases.map(async (phase) => (await runInline(text, { phase })).result.phase ?? -1));
  for (const [index, phase] of phases.entries()) expect(Math.abs((met[index] ?? -1) - phase)).toBeLessThan(0.1);
});

test('a client that never asks is steady and ready by its heartbeat, and a note says so', async () => {
  const text = `target: { builtin: echo }
${programClient(pingingClient(50))}
faults: [{ fault: reset, at: 50ms }]
timeout: 20s`;
  const { result, notes } = await runInline(text);
  expect(result.verdict).toBe('recovered');
  expect(notes).toEqual([
    'no client had exchanged a message before the fault, so an answered heartbeat counts as ready, too; traffic.ready can name another sign',
  ]);
  expect((await runInline(`${text}\ntraffic: { ready: pong }`)).result.verdict).toBe('recovered');
});

describe('a trigger hears what the wire shows of a client that tells nothing:', () => {
  test('`ready`, on the second connection', async () => {
    const again = '{ id: again, fault: reset, when: { event: ready, nth: 2, delay: 100ms } }';
    const { result } = await runInline(scenario(silentClient, `{ fault: reset, at: 50ms }, ${again}`));
    expect(result.verdict).toBe('recovered');
    const [ready, second] = ['ready', 'fault'].map((kind) => result.timeline.findLast(({ what }) => what === kind)?.t);
    expect((second ?? 0) - (ready ?? 0)).toBeGreaterThanOrEqual(100);
    expect(result.timeline.filter(({ what }) => what === 'open').length).toBe(2);
  });

  test('`loss`, before the client dials again', async () => {
    const closed = '{ fault: reject, with: { status: 503 }, when: { event: loss }, for: 200ms }';
    const { result } = await runInline(scenario(silentClient, `{ fault: reset, at: 50ms }, ${closed}`));
    expect(result.verdict).toBe('recovered');
    expect(result.timeline.find(({ what }) => what === 'refused')?.text).toBe('HTTP 503');
  });
});

test('a client that floods its events is still heard', async () => {
  const flood = `const ws = new WebSocket(url); const many = '{"ev":"message"}\\n'.repeat(150_000);
    ws.on('error', () => {}); ws.on('open', () => ws.send('hi'));
    ws.on('close', () => process.stdout.write(many + '{"ev":"loss","cause":"flooded"}\\n{"ev":"giveup"}\\n'));`;
  const { result } = await runInline(scenario(flood, '{ fault: reset, at: 50ms }'));
  expect({ verdict: result.verdict, cause: result.cause }).toEqual({ verdict: 'gave-up', cause: 'flooded' });
});

test('a client that misspells an event is told so, by a note', async () => {
  const misspelt = `const ws = new WebSocket(url); ws.on('error', () => {});
    ws.on('open', () => { tell({ ev: 'opened' }); ws.send('hi'); });
    ws.on('close', () => { tell({ ev: 'loss' }); tell({ ev: 'giveup' }); });`;
  const { notes } = await runInline(scenario(misspelt, '{ fault: reset, at: 50ms }'));
  expect(notes).toContainEqual('"opened", which the client tells, is no event (did you mean "open"?)');
});
