import { describe, expect, test } from 'vitest';
import { probingClient, programClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';

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
