import { expect, it } from 'vitest';
import { listRemarks } from '../../src/report/list-remarks.ts';
import { caseOf, failedExpectation, iteration } from './example-run.ts';

const { marks } = iteration();

it('has nothing to remark on a plain case', () => {
  expect(listRemarks(caseOf())).toEqual([]);
});

it('says why a figure is missing', () => {
  const iterations = [
    iteration({
      samples: { detection: 3, recovery: 5, attempts: null },
      unobservable: { attempts: 'nobody saw them' },
    }),
  ];
  expect(listRemarks(caseOf({ iterations }))).toEqual(['n/o  refuse: attempts is not observable: nobody saw them']);
});

it('says how many came through the fault', () => {
  const through = iteration({ marks: { ...marks, lifted: 3000 }, samples: { detection: 3, recovery: 0, attempts: 1 } });
  expect(listRemarks(caseOf({ iterations: [through, iteration({ index: 1 })] }))).toEqual([
    '†  refuse: through the fault: back before it was lifted in 1 of 2; recovery counts as 0',
  ]);
});

it('says what `recovered` proves where it is expected', () => {
  const expectations = [failedExpectation({ expression: 'recovered == 100%', pass: true, unit: 'share', actual: 1 })];
  expect(listRemarks(caseOf({ expectations }))).toEqual(['recovered  refuse: 1/1, ≥ 5 % with 95 % confidence']);
});

it('shows the invalid iterations that were replaced, and the notes', () => {
  const invalid = [iteration({ verdict: 'invalid', reason: 'event-loop delay 31 ms exceeds 10 ms' })];
  expect(listRemarks(caseOf({ invalid, notes: ['permessage-deflate was taken out'] }))).toEqual([
    'replaced  refuse: 1 invalid iteration: event-loop delay 31 ms exceeds 10 ms',
    'note  refuse: permessage-deflate was taken out',
  ]);
});
