import { describe, expect, test } from 'vitest';
import { programClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';

/** It exchanges a message at once, and relies on its link only at the third answer; then it tells so, or does not. */
const probingClient = (tells: string): string => `
  const connect = () => {
    const ws = new WebSocket(url);
    let answers = 0;
    ws.on('open', () => ws.send('2probe'));
    ws.on('message', () => {
      answers += 1;
      if (answers < 3) setTimeout(() => ws.send('2probe'), 100);
      else if (answers === 3) { ${tells} }
    });
    ws.on('error', () => {});
    ws.on('close', () => { tell({ ev: 'loss' }); setTimeout(connect, 20); });
  };
  connect();`;

const scenario = (tells: string, timeout: string): string => `target: { builtin: echo }
${programClient(probingClient(tells))}
traffic: { ready: told }
faults: [{ fault: reset, at: 10ms }]
timeout: ${timeout}`;

describe('a client that is ready when it says so', { timeout: 40_000 }, () => {
  test('is not taken as steady by what passes on the wire before', async () => {
    const { result } = await runInline(scenario("tell({ ev: 'ready' });", '15s'));
    expect(result.verdict).toBe('recovered');
    expect(result.source.outage).toBe('client');
    // Two more answers, 100 ms each, on the new connection as on the first.
    expect(result.samples.outage).toBeGreaterThan(200);
  });

  test('cannot be measured where it never says so', async () => {
    const { result } = await runInline(scenario('', '1s'));
    expect([result.verdict, result.reason]).toEqual([
      'invalid',
      'client never steady: no event "ready" told within 1 s (traffic.ready can name another sign)',
    ]);
  });
});
