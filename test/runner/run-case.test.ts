import { describe, expect, test } from 'vitest';
import type { IterationResult } from '../../src/result/run-result.ts';
import { createLaneControl } from '../../src/runner/lane-control.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { runCase } from '../../src/runner/run-case.ts';
import { programClient, silentClient, talkingClient } from './client-programs.ts';
import { loadInline, quickReference, runInlineCase } from './inline-scenario.ts';
import { createRecordingGuard, noBrowsers } from './subject/programs.ts';

const cut = (repeat: string, more = ''): string => `target: { builtin: echo }
${quickReference}
faults: [{ fault: reset, at: 20ms }]
timeout: 5s
repeat: ${repeat}
${more}`;

test('as many iterations as wanted are run and judged, each with a seed of its own', async () => {
  const result = await runInlineCase(cut('{ count: 4, phase: none }', 'expect: [recovered == 100%, outage.max < 2s]'), {
    seed: 7,
  });
  expect(result).toMatchObject({
    id: 'inline',
    file: 'inline.yaml',
    status: 'pass',
    seed: 7,
    timeoutMs: 5_000,
    invalid: [],
  });
  expect(result.iterations.map(({ index, verdict }) => [index, verdict])).toEqual(
    [0, 1, 2, 3].map((index) => [index, 'recovered']),
  );
  expect(new Set(result.iterations.map(({ seed }) => seed)).size).toBe(4);
  expect(result.iterations[0]?.seed).toBe(7);
  expect(result.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(result.summary.outage?.n).toBe(4);
});

test('the seed of the scenario goes before that of the run, and the same seed gives the same draws', async () => {
  const text = cut('{ count: 2, phase: none, seed: 11 }');
  const [first, second] = [await runInlineCase(text, { seed: 1 }), await runInlineCase(text, { seed: 2 })];
  expect([first.seed, second.seed]).toEqual([11, 11]);
  expect(first.iterations.map(({ seed }) => seed)).toEqual(second.iterations.map(({ seed }) => seed));
});

test('a sweep meets its phases', async () => {
  const result = await runInlineCase(
    `target: { builtin: echo }
client: { type: reference, heartbeat: { mode: ping, interval: 600ms, timeout: 100ms }, reconnect: { initial: 10ms, max: 10ms } }
faults: [{ fault: blackhole, connections: existing, at: 20ms }]
timeout: 5s
repeat: { count: 5, phase: sweep }`,
    { jobs: 5 },
  );
  const phases = result.iterations.map(({ phase }) => phase ?? -1).sort((a, b) => a - b);
  for (const [index, phase] of phases.entries()) expect(Math.abs(phase - (index + 0.5) / 5)).toBeLessThan(0.1);
  expect(result.bound).toEqual({ style: 'ping', best: 100, worst: 700 });
});

test.each([
  ['once, where no heartbeat came to count it from', talkingClient, 1],
  ['not, where one came', silentClient, 0],
])('a phase that was not met is noted %s', async (_title, source, count) => {
  const { notes } = await runInlineCase(
    `target: { builtin: echo }
${programClient(source, { heartbeat: { interval: '100ms', timeout: '250ms' } })}
faults: [{ fault: reset, at: 20ms }]
timeout: 2s
repeat: { count: 2, phase: sweep }`,
    { jobs: 2 },
  );
  const missed = 'no heartbeat was seen to count the phase from, so the faults fell anywhere';
  expect(notes.filter((note) => note === missed).length).toBe(count);
});

test('iterations of a warm-up run before the others and are not counted', async () => {
  const seen: number[] = [];
  const result = await runInlineCase(cut('{ count: 2, warmup: 2, phase: none }'), {
    onIteration: ({ index }) => seen.push(index),
  });
  expect(seen).toEqual([0, 1]);
  expect(result.iterations.length).toBe(2);
});

test('iterations run side by side where there are lanes', async () => {
  const slow = cut('{ count: 6, phase: none }').replace('at: 20ms', 'at: 300ms');
  const result = await runInlineCase(slow, { jobs: 6 });
  expect(result.iterations.length).toBe(6);
  expect(result.elapsedMs).toBeLessThan(6 * 300);
});

describe('invalid iterations', () => {
  /** A loop that is late while `late` says so. */
  const runNoisy = async (repeat: string, late: () => boolean, jobs = 1) => {
    const told: IterationResult[] = [];
    const lanes = createLaneControl(jobs);
    const result = await runCase({
      scenario: loadInline(cut(repeat)),
      seed: 1,
      lanes,
      weight: 1,
      isSerial: false,
      clock: realClock,
      guard: createRecordingGuard(),
      browsers: noBrowsers,
      loopDelay: { start() {}, stop() {}, latenessBetween: () => ({ p99Ms: late() ? 40 : 1, standstills: [] }) },
      loopDelayFloorMs: 10,
      signal: new AbortController().signal,
      onIteration: (iteration) => told.push(iteration),
      onQueued: () => {},
    });
    return { result, told, lanes };
  };

  test('are replaced, shown and left out', async () => {
    let left = 2;
    const { result, told } = await runNoisy('{ count: 5, phase: none, maxInvalid: 0.4 }', () => left-- > 0);
    expect(result.status).toBe('pass');
    expect(result.iterations.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(result.invalid.map(({ reason }) => reason)).toEqual(Array(2).fill('event-loop delay 40 ms exceeds 10 ms'));
    expect(told.length).toBe(7);
  });

  test('beyond the share that may be replaced leave the case unmeasured', async () => {
    const { result, told } = await runNoisy('{ count: 5, phase: none, maxInvalid: 0.2 }', () => true);
    expect(result).toMatchObject({
      status: 'unmeasured',
      reason: '0 of 5 iterations could be measured; event-loop delay 40 ms exceeds 10 ms (2 of 2 invalid ones)',
    });
    expect(told.length).toBe(2);
  });

  test('that were disturbed by those beside them cost nothing but lanes', async () => {
    let left = 4;
    const { result, lanes } = await runNoisy('{ count: 4, phase: none, maxInvalid: 0 }', () => left-- > 0, 4);
    expect(result).toMatchObject({ status: 'pass', invalid: [] });
    expect(lanes.width).toBe(2);
    expect(result.notes).toContain('4 iterations were too noisy and repeated with room for fewer side by side');
  });

  test('are called by their number where it is one, and not at all where it is none', async () => {
    let left = 1;
    const one = await runNoisy('{ count: 2, phase: none }', () => left-- > 0, 2);
    const none = await runNoisy('{ count: 2, phase: none }', () => false, 2);
    const crowding = ({ result }: typeof one) => result.notes.filter((note) => note.includes('side by side'));
    expect([crowding(one), crowding(none)]).toEqual([
      ['1 iteration was too noisy and repeated with room for fewer side by side'],
      [],
    ]);
  });
});

describe('a case that cannot be run says why', () => {
  test.each([
    [
      'its client is not there',
      'target: { builtin: echo }\nclient: { type: command, command: [no-such-client] }',
      'the client command was not found: no-such-client. It is not in PATH; give its path, or install it.',
    ],
    [
      'its client’s module is not there',
      'target: { builtin: echo }\nclient: { type: module, module: /nowhere/client.ts }',
      'there is no client module /nowhere/client.ts',
    ],
    [
      'its target is not there',
      'target: ws://127.0.0.1:9',
      'target ws://127.0.0.1:9 is not reachable: connect ECONNREFUSED 127.0.0.1:9. Start the server first, or name another with --target.',
    ],
    [
      'the folder of its target’s command is not there',
      'target: { command: [no-such-server], url: "ws://127.0.0.1:9" }',
      'the target command was not found: no-such-server. It is not in PATH; give its path, or install it.',
    ],
  ])('where %s', async (_what, text, reason) => {
    const result = await runInlineCase(`${text}\nrepeat: { count: 3, phase: none, warmup: 1 }`, { jobs: 3 });
    expect({ status: result.status, reason: result.reason, iterations: result.iterations }).toEqual({
      status: 'unmeasured',
      reason,
      iterations: [],
    });
  });
});

test('what was measured until the run is broken off is judged', async () => {
  const controller = new AbortController();
  const result = await runInlineCase(cut('{ count: 50, phase: none }', 'expect: [recovered == 100%]'), {
    signal: controller.signal,
    onIteration: ({ index }) => index === 1 && controller.abort(),
  });
  expect(result.status).toBe('pass');
  expect(result.iterations.map(({ index }) => index)).toEqual([0, 1]);
  expect(result.notes).toEqual(['interrupted after 2 of 50 iterations']);
});

test('a failure of our own is no verdict: it comes out, once nothing runs any more', async () => {
  const broken = new Error('a reporter failed');
  await expect(
    runInlineCase(cut('{ count: 4, phase: none }'), {
      jobs: 2,
      onIteration: () => {
        throw broken;
      },
    }),
  ).rejects.toBe(broken);
});

test('twenty clients that start one after the other all come back', async () => {
  const result = await runInlineCase(`target: { builtin: echo }
client: { type: reference, count: 20, start: { over: 200ms }, reconnect: { initial: 50ms, max: 200ms } }
faults: [{ id: down, fault: refuse, at: 50ms, for: 300ms }, { fault: reset, when: { event: fault-start, fault: down } }]
timeout: 10s
repeat: { count: 1, phase: none }
expect: [recovered == 100%, connects.peak1s >= 20, sockets.max == 1]`);
  expect(result.expectations.filter(({ pass }) => !pass)).toEqual([]);
  expect(result.iterations).toMatchObject([{ verdict: 'recovered', samples: { spurious: 0 } }]);
});
