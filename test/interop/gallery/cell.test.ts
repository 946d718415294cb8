import { describe, expect, test } from 'vitest';
import { sumUpCell } from './cell.ts';
import { describeCell } from './describe-cell.ts';
import { partOf } from './example-gallery.ts';

const recovered = (detection: number, recovery: number) =>
  ({ verdict: 'recovered', samples: { detection, recovery, attempts: 1 } }) as const;
const stuck = { verdict: 'stuck', samples: { detection: 3, recovery: 'censored', attempts: 9 } } as const;
const undetected = { verdict: 'undetected', samples: { detection: 'censored', recovery: 'censored' } } as const;
const unaffected = { verdict: 'unaffected', samples: { detection: null, recovery: null } } as const;

describe('a cell of the matrix says', () => {
  test.each([
    [
      'the medians of iterations that agree',
      [recovered(1, 900), recovered(3, 1_100), recovered(2, 1_000)],
      '✓ 2 ms · 1 s',
    ],
    ['how often, where they differ', [recovered(1, 900), stuck, stuck], '✓1 ✗2 3 ms · >19.5 s'],
    ['how long was waited where nothing was noticed', [undetected], '∅ >19.5 s'],
    ['no figure where nothing was lost', [unaffected, unaffected], '='],
    ['nothing where nothing was measured', [], '–'],
  ] as const)('%s', (_what, iterations, text) => {
    expect(describeCell(sumUpCell(partOf('a', 'reset', iterations)))).toBe(text);
  });
});

test('the iterations of several cases are summed up as one', () => {
  const [one, two] = [partOf('a', 'reset', [recovered(1, 10)]), partOf('a', 'reset', [recovered(3, 30)])];
  const cell = sumUpCell({ ...one, cases: [...one.cases, ...two.cases] });
  expect(cell).toMatchObject({ detection: { median: 2 }, recovery: { median: 20, max: 30 }, verdicts: [{ count: 2 }] });
});

test('a failure that met nothing to act on says nothing about the client', () => {
  const cell = sumUpCell(partOf('a', 'drop-pongs', [{ ...unaffected, marks: { affected: null } }]));
  expect([describeCell(cell), cell.reasons]).toEqual(['–', ['it sent no pings, so there were no pongs to drop']]);
  expect(describeCell(sumUpCell(partOf('a', 'drop-pongs', [unaffected])))).toBe('=');
});

test('a client that came back while the failure lasted is marked', () => {
  const samples = { detection: 2, recovery: 0, attempts: 1 };
  const through = { verdict: 'recovered', samples, marks: { ready: 300, lifted: 1_500 } } as const;
  expect(describeCell(sumUpCell(partOf('a', 'handshake-503', [through])))).toBe('✓ 2 ms · 0 ms †');
});

test('a case without a figure says why', () => {
  expect(sumUpCell(partOf('a', 'drop-pongs', [], 'the fault touched nothing')).reasons).toEqual([
    'the fault touched nothing',
  ]);
});
