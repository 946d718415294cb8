import { describe, expect, it } from 'vitest';
import { caseName, caseRow } from '../../src/report/case-row.ts';
import type { IterationResult } from '../../src/result/run-result.ts';
import { caseOf, iteration } from './example-run.ts';

const { marks } = iteration();
const rowOf = (...iterations: readonly Partial<IterationResult>[]) =>
  caseRow(caseOf({ iterations: iterations.map((changes, index) => iteration({ ...changes, index })) }));

describe('what a case was detected by', () => {
  const wire = { source: { detection: 'wire' }, cause: null } as const;

  it.each([
    ['the word of the client', [{}], 'tcp.reset'],
    ['the sign on the wire', [{ ...wire, wireSign: 'close:1000' }], 'wire: close1000'],
    ['its bare word for a loss, where it gives no cause', [{ cause: null, wireSign: 'fin' }], 'client: loss'],
    ['the most frequent of several, with their number', [{}, { cause: 'a' }, { cause: 'a' }, { cause: 'b' }], 'a +2'],
    [
      'the sign of a client that knew before it was seen',
      [{ cause: null, wireSign: 'dial', source: {}, marks: { ...marks, detected: null } }],
      'wire: dial',
    ],
    ['nothing', [{ verdict: 'undetected', marks: { ...marks, detected: null } }], 'not detected'],
    ['nothing, because nothing was lost', [{ verdict: 'unaffected', marks: { ...marks, detected: null } }], 'no loss'],
    ['nothing that was measured', [], '–'],
  ] as [string, Partial<IterationResult>[], string][])('is %s', (_title, iterations, expected) => {
    expect(rowOf(...iterations).detectedBy).toBe(expected);
  });
});

describe('the figures of a case', () => {
  it('are median and maximum, and the most attempts', () => {
    const samples = (detection: number | 'censored', attempts: number) => ({
      samples: { detection, recovery: 400, attempts },
    });
    expect(rowOf(samples(3, 1), samples(5, 4), samples('censored', 2))).toMatchObject({
      n: '3',
      detection: '5 ms · >19.5 s',
      recovery: '400 ms · 400 ms',
      attempts: '4',
      footnotes: [],
    });
  });

  it('say where they are not observable, and why', () => {
    const row = rowOf({
      samples: { detection: 3, recovery: 5, attempts: null },
      unobservable: { attempts: 'nobody saw the dials' },
    });
    expect(row.attempts).toBe('n/o');
    expect(row.footnotes).toEqual([{ metric: 'attempts', reason: 'nobody saw the dials' }]);
  });

  it('are dashes, without a footnote, where nothing was lost', () => {
    const samples = { detection: null, recovery: null, attempts: 0 };
    expect(rowOf({ verdict: 'unaffected', samples })).toMatchObject({
      detection: '–',
      recovery: '–',
      attempts: '0',
      footnotes: [],
    });
  });

  it('are dashes where nothing was measured', () => {
    expect(caseRow(caseOf({ iterations: [], status: 'unmeasured' }))).toMatchObject({
      ...{ n: '0', detection: '–', recovery: '–', attempts: '–', result: '? unmeasured', footnotes: [] },
    });
  });

  it('are marked where a client came through the fault', () => {
    const through = { marks: { ...marks, lifted: null }, samples: { detection: 3, recovery: 0, attempts: 1 } };
    expect(rowOf(through).recovery).toBe('0 ms · 0 ms †');
  });
});

it('names a case by its scenario and the labels of its matrix', () => {
  expect(caseName(caseOf({ name: 'drop-pongs', matrix: { hb: 'fast', tls: 'on' } }))).toBe('drop-pongs fast on');
});
