import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/base/expectation.ts';
import { type JudgedCase, judgeCase } from '../../src/result/judge-case.ts';
import { iterationOf, iterationsOf } from './iteration.ts';
import { drop, reset } from './stream.ts';

const fast: Expectation = {
  ...{ expression: 'detection.max < 100ms', metric: 'detection', statistic: 'max', operator: '<', value: 100 },
  ...{ unit: 'duration', level: 'error', because: undefined, file: 'a.yaml', line: 3, column: 5 },
};

function judge(changes: Partial<JudgedCase> = {}) {
  return judgeCase({
    ...{ id: 'a/b', name: 'a', file: 'a.yaml', matrix: { hb: 'b' }, tags: ['ci'], hash: 'h', timeoutMs: 15_000 },
    ...{ seed: 7, notes: ['permessage-deflate was taken out'], elapsedMs: 5, wanted: 3, interrupted: false },
    iterations: iterationsOf('detection', [5, 7, 6]),
    unmeasured: undefined,
    expectations: [fast],
    faults: [reset],
    heartbeat: undefined,
    ...changes,
  });
}

const noisy = (index: number) =>
  iterationOf(index, {}, { verdict: 'invalid', reason: 'event-loop delay 31 ms exceeds 10 ms', reasonKind: 'noise' });
const silent = (index: number) =>
  iterationOf(index, {}, { verdict: 'invalid', reason: 'client never steady', reasonKind: 'never-steady' });

describe('a case', () => {
  it('is put together from what it was and what it gave', () => {
    const { iterations, ...rest } = judge();
    expect(iterations).toHaveLength(3);
    expect(rest).toEqual({
      ...{ id: 'a/b', name: 'a', file: 'a.yaml', matrix: { hb: 'b' }, tags: ['ci'], hash: 'h', timeoutMs: 15_000 },
      ...{
        seed: 7,
        elapsedMs: 5,
        status: 'pass',
        bound: null,
        notes: ['permessage-deflate was taken out'],
        invalid: [],
      },
      summary: {
        detection: { n: 3, censored: 0, min: 5, median: 6, medianInterval: null, p95: null, p99: null, max: 7 },
      },
      expectations: [
        {
          ...{ expression: 'detection.max < 100ms', level: 'error', unit: 'duration', actual: 7 },
          pass: true,
          file: 'a.yaml',
          line: 3,
          column: 5,
        },
      ],
    });
  });

  it('keeps invalid iterations apart, both in order of their index', () => {
    const { iterations, invalid } = judge({
      iterations: [iterationOf(3, {}), noisy(2), iterationOf(1, {}), noisy(0), iterationOf(4, {})],
    });
    expect(iterations.map(({ index }) => index)).toEqual([1, 3, 4]);
    expect(invalid.map(({ index }) => index)).toEqual([0, 2]);
  });

  it('keeps what a client printed of iterations that went wrong or show a failure, and of no others', () => {
    const output = { client: 1, lines: ['hello'] };
    const { iterations, invalid } = judge({
      iterations: [
        ...iterationsOf('detection', [5, 700]).map((one) => ({ ...one, output })),
        iterationOf(2, { detection: 6 }, { verdict: 'stuck', output }),
        { ...noisy(3), output },
        { ...silent(4), output },
      ],
    });
    expect([...iterations, ...invalid].map((one) => one.output)).toEqual([
      undefined,
      output,
      output,
      undefined,
      output,
    ]);
  });

  it('has the bound of the fault that was measured', () => {
    const iterations = [iterationOf(0, {}), iterationOf(1, {}, { measured: 'reset' })];
    expect(judge({ iterations }).bound).toEqual({ style: 'rtt', best: 0, worst: 0 });
    expect(judge({ iterations: [iterationOf(0, {}, { measured: 'other' })] }).bound).toBeNull();
  });
});

describe('the status', () => {
  const slow = iterationsOf('detection', [5, 700, 6]);

  it.each([
    ['pass where every bound holds', {}, 'pass', undefined],
    ['fail where one does not', { iterations: slow }, 'fail', undefined],
    [
      'pass where one fails that only warns',
      { iterations: slow, expectations: [{ ...fast, level: 'warn' }] },
      'pass',
      undefined,
    ],
    [
      'pass where an invalid iteration was replaced',
      { iterations: [noisy(9), ...iterationsOf('detection', [5, 7, 6])] },
      'pass',
      undefined,
    ],
    [
      'unmeasured where too many were invalid, also when a bound fails',
      { iterations: [...slow.slice(0, 2), noisy(7), noisy(8), silent(9)] },
      'unmeasured',
      '2 of 3 iterations could be measured; client never steady (1 of 3 invalid ones); event-loop delay 31 ms exceeds 10 ms (2 of 3 invalid ones)',
    ],
    [
      'unmeasured with the reason of the only invalid one',
      { iterations: [silent(0)], wanted: 1 },
      'unmeasured',
      '0 of 1 iterations could be measured; client never steady',
    ],
    [
      'unmeasured where the runner knows why',
      { iterations: [], unmeasured: 'the target refuses' },
      'unmeasured',
      'the target refuses',
    ],
    ['unmeasured where nothing was run', { iterations: [] }, 'unmeasured', 'no iteration was run'],
    [
      'unmeasured where it was interrupted at once',
      { iterations: [], interrupted: true },
      'unmeasured',
      'interrupted before the first iteration was finished',
    ],
    [
      'unmeasured where it was interrupted while it replaced what was invalid',
      { iterations: [silent(0)], interrupted: true },
      'unmeasured',
      'interrupted before an iteration could be measured; until then: client never steady',
    ],
    [
      'pass where it was interrupted before a disturbed iteration was replaced',
      { iterations: [...slow.slice(0, 1), noisy(1)], interrupted: true },
      'pass',
      undefined,
    ],
    [
      'fail where it was interrupted after a failure',
      { iterations: slow.slice(0, 2), interrupted: true },
      'fail',
      undefined,
    ],
  ] as [string, Partial<JudgedCase>, string, string | undefined][])('is %s', (_title, changes, status, reason) => {
    const result = judge(changes);
    expect([result.status, result.reason]).toEqual([status, reason]);
  });
});

describe('the notes', () => {
  it.each([
    ['say that nothing is expected', { expectations: [], notes: [] }, ['nothing is expected, so nothing can fail']],
    [
      'say how far an interrupted case came',
      { iterations: iterationsOf('detection', [5]), interrupted: true, notes: [] },
      ['interrupted after 1 of 3 iterations'],
    ],
    [
      'say in how many iterations a fault met no frame that it picks',
      {
        iterations: [
          iterationOf(0, {}, { measured: 'drop', marks: { ...iterationOf(0, {}).marks, affected: 12 } }),
          iterationOf(1, {}, { measured: 'drop' }),
          iterationOf(2, {}, { measured: 'drop' }),
        ],
        faults: [drop],
        heartbeat: { style: 'ping', intervalMs: 1_000, timeoutMs: 500 },
        notes: [],
      },
      ['fault "drop" met no matching frame in 2 of 3 iterations, and changed nothing there'],
    ],
    [
      'say why no bound judges a client that has no use for what is missing',
      {
        iterations: [0, 1, 2].map((index) => {
          const { marks } = iterationOf(index, {});
          return iterationOf(index, {}, { measured: 'drop', marks: { ...marks, affected: 12 } });
        }),
        faults: [drop],
        heartbeat: { style: 'app', intervalMs: 1_000, timeoutMs: 500 },
        notes: [],
      },
      [
        'no bound: the heartbeat of the client is made of messages, so missing pongs need not show: a client that keeps its link is right; declare the fault `benign`, and expect "spurious == 0" of such a client',
      ],
    ],
  ] as [string, Partial<JudgedCase>, string[]][])('%s', (_title, changes, notes) => {
    expect(judge(changes).notes).toEqual(notes);
  });
});

it.each([
  ['interrupted', 'it was interrupted', { iterations: [silent(0)], interrupted: true }],
  ['not-loaded', 'the client is broken', { iterations: [], unmeasured: 'a syntax error', isNotLoaded: true }],
  ['never-steady', 'the client was never steady', { iterations: [silent(0)] }],
  [undefined, 'the runner knows why', { iterations: [], unmeasured: 'the target refuses' }],
] as const)('the kind of reason is %s where %s', (kind, _what, changes) => {
  expect(judge(changes).reasonKind).toBe(kind);
});

describe('a shard', () => {
  const part = { first: 3, of: 9 };

  it('that has a part of a case fails nothing by it, and says so', () => {
    const { status, expectations, notes } = judge({ part, iterations: iterationsOf('detection', [5, 700, 6]) });
    expect([status, expectations[0]?.pass, expectations[0]?.level]).toEqual(['pass', false, 'warn']);
    expect(notes).toContain('3 of 9 iterations are in this shard; wschaos report judges them all');
  });

  it('that has the whole case judges it', () => {
    const { status, notes } = judge({
      part: { first: 0, of: 3 },
      iterations: iterationsOf('detection', [5, 700, 6]),
    });
    expect([status, notes]).toEqual(['fail', ['permessage-deflate was taken out']]);
  });

  it('keeps what the merge judges by: the expectations as they are, and what every client printed', () => {
    const output = { client: 1, lines: ['hello'] };
    const { share, iterations } = judge({
      part,
      iterations: iterationsOf('detection', [5, 7, 6]).map((one) => ({ ...one, output })),
      crowded: 2,
      unmeasured: 'no answer',
    });
    expect(share).toEqual({
      ...{ first: 3, count: 3, of: 9, notes: ['permessage-deflate was taken out'], crowded: 2 },
      ...{ expectations: [fast], faults: [reset], unmeasured: 'no answer' },
    });
    expect(iterations.every((one) => one.output === output)).toBe(true);
  });
});
