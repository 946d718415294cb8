import { describe, expect, test } from 'vitest';
import { realClock } from '../../src/runner/real-clock.ts';
import { hoardingClient, programClient } from './client-programs.ts';
import { quickReference, runInline } from './inline-scenario.ts';

async function runTimed(text: string) {
  const startedAt = realClock.now();
  const finished = await runInline(text);
  return { ...finished, tookMs: realClock.now() - startedAt };
}

const echo = (rest: string): string => `target: { builtin: echo }\n${quickReference}\n${rest}`;

describe('an iteration ends', () => {
  test('as soon as the client is back and its old socket is gone', async () => {
    const { result, tookMs } = await runTimed(echo('faults: [{ fault: reset, at: 50ms }]\ntimeout: 20s'));
    expect(result.verdict).toBe('recovered');
    expect(tookMs).toBeLessThan(2_000);
  });

  test('not before a fault that has a duration is over', async () => {
    const { result, tookMs } = await runTimed(
      echo(
        'faults: [{ fault: reset, at: 50ms }, { fault: latency, with: { delay: 5ms }, at: 50ms, for: 700ms }]\ntimeout: 20s',
      ),
    );
    expect(result.verdict).toBe('recovered');
    expect(tookMs).toBeGreaterThanOrEqual(750);
    expect(tookMs).toBeLessThan(3_000);
  });

  test('not before a second loss is over that was due when the client came back', async () => {
    const { result, tookMs } = await runTimed(
      echo(
        'faults: [{ fault: reset, at: 50ms }, { id: second, fault: reset, when: { event: open, nth: 2, delay: 500ms } }]\ntimeout: 20s',
      ),
    );
    expect(result.verdict).toBe('recovered');
    const [first, second] = result.timeline.filter(({ what }) => what === 'fault').map(({ t }) => t);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(500);
    expect(result.timeline.findLast(({ what }) => what === 'open')?.t).toBeGreaterThan(second ?? Infinity);
    expect(tookMs).toBeLessThan(3_000);
  });

  test('not before a fault has begun that waits for something still to come', async () => {
    const { result, notes } = await runTimed(
      echo(
        'traffic: { send: { every: 50ms, text: hello } }\nfaults: [{ fault: reset, at: 50ms }, { id: later, fault: reset, when: { event: message, nth: 30 } }]\ntimeout: 20s',
      ),
    );
    expect(result.timeline.filter(({ what }) => what === 'fault').map(({ text }) => text)).toEqual([
      'reset, RST to both sides',
      'later: reset, RST to both sides',
    ]);
    expect(notes).toEqual([]);
  });

  test('at its timeout where a fault waits in vain, and the notes say so', async () => {
    const { result, notes, tookMs } = await runTimed(
      echo(
        'faults: [{ fault: reset, at: 50ms }, { id: vain, fault: reset, when: { event: message, nth: 1000 } }]\ntimeout: 600ms',
      ),
    );
    expect(result.verdict).toBe('recovered');
    expect(notes).toEqual(['fault "vain" did not begin in every iteration: what it waits for did not come in time']);
    expect(tookMs).toBeGreaterThanOrEqual(600);
  });

  test('at its timeout where nothing goes wrong', async () => {
    const { result, tookMs } = await runTimed(echo('timeout: 400ms'));
    expect(result).toMatchObject({ verdict: 'unaffected', samples: { spurious: 0 } });
    expect(tookMs).toBeGreaterThanOrEqual(400);
  });

  test('once the heartbeat had time to answer a benign fault', async () => {
    const { result, tookMs } = await runTimed(
      echo('faults: [{ fault: latency, with: { delay: 10ms }, at: 50ms, for: 200ms, benign: true }]\ntimeout: 20s'),
    );
    expect(result.verdict).toBe('unaffected');
    // 50 + 200, and interval + timeout of the heartbeat.
    expect(tookMs).toBeGreaterThanOrEqual(550);
    expect(tookMs).toBeLessThan(3_000);
  });

  test('at its timeout where nobody knows how long the client may take to answer a benign fault', async () => {
    const patient = `const ws = new WebSocket(url); ws.on('open', () => setInterval(() => ws.send('hi'), 50)); ws.on('error', () => {});`;
    const { result, tookMs } = await runTimed(
      `target: { builtin: echo }\n${programClient(patient)}\nfaults: [{ fault: pause, at: 50ms, for: 100ms, benign: true }]\ntimeout: 900ms`,
    );
    expect(result.verdict).toBe('unaffected');
    expect(tookMs).toBeGreaterThanOrEqual(900);
  });

  test('two seconds after the client is back where it never lets go of its old socket', async () => {
    const { result, tookMs } = await runTimed(
      `target: { builtin: echo }\n${programClient(hoardingClient)}\nfaults: [{ fault: blackhole, connections: existing, at: 50ms }]\ntimeout: 20s`,
    );
    expect(result).toMatchObject({
      verdict: 'recovered',
      wireSign: 'dial',
      samples: { close: null, 'sockets.max': 2 },
    });
    expect(result.unobservable.close).toBe('the iteration ended before the old connection was closed');
    expect(tookMs).toBeGreaterThanOrEqual(2_000);
    expect(tookMs).toBeLessThan(5_000);
  });

  test('at its timeout where that is what the case asks for', async () => {
    const { result } = await runTimed(
      `target: { builtin: echo }\n${programClient(hoardingClient)}\nfaults: [{ fault: blackhole, connections: existing, at: 50ms }]\ntimeout: 3s\nexpect: [close.max < 1s]`,
    );
    expect(result).toMatchObject({ verdict: 'recovered', samples: { close: 'censored' } });
  });
});
