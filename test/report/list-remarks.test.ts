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

it.each([
  ['for long', [900, 30_000, 30_200], ['close  refuse: hung on to the dead socket for 30 s (median)']],
  ['for good', [900, 'censored', 'censored'], ['close  refuse: hung on to the dead socket for >19.4 s (median)']],
  ['for no time worth a word', [900, 1_000, 30_000], []],
] as const)('says that a client hung on to the dead socket %s', (_what, closes, expected) => {
  const iterations = closes.map((close, index) =>
    iteration({ index, samples: { detection: 3, recovery: 5, attempts: 1, close } }),
  );
  expect(listRemarks(caseOf({ iterations }))).toEqual(expected);
});

it('says that a client hung on to the dead socket that never knew it for one', () => {
  const undetected = iteration({
    verdict: 'undetected',
    marks: { ...marks, detected: null },
    samples: { detection: 'censored', recovery: 'censored', close: 'censored', attempts: 0 },
  });
  expect(listRemarks(caseOf({ iterations: [undetected] }))).toEqual([
    'close  refuse: hung on to the dead socket to the end (median)',
  ]);
});

it('says that the dead socket outlived the iteration', () => {
  const unobservable = { close: 'the iteration ended before the old connection was closed' };
  expect(listRemarks(caseOf({ iterations: [iteration({ unobservable }), iteration({ index: 1 })] }))).toEqual([
    'close  refuse: the dead socket was still there when the iteration ended in 1 of 2; expect something of "close" to see how long',
  ]);
});

it('says how a fleet came back', () => {
  const arrivals = { lost: 2, bucketMs: 1, attempts: [2], back: [2] };
  const [remark] = listRemarks(caseOf({ iterations: [iteration({ arrivals })] }));
  expect(remark).toMatch(/^herd {2}refuse: 2 clients; most dials/);
});

it('says what `recovered` proves where it is expected', () => {
  const expectations = [failedExpectation({ expression: 'recovered == 100%', pass: true, unit: 'share', actual: 1 })];
  expect(listRemarks(caseOf({ expectations }))).toEqual(['recovered  refuse: 1/1, ≥ 5 % with 95 % confidence']);
});

it('shows the invalid iterations that were replaced, all kinds of them, and the notes', () => {
  const invalid = [
    iteration({ verdict: 'invalid', reasonKind: 'noise', reason: 'event-loop delay 31 ms exceeds 10 ms' }),
    iteration({ verdict: 'invalid', reasonKind: 'never-steady', reason: 'client never steady' }),
  ];
  expect(listRemarks(caseOf({ invalid, notes: ['permessage-deflate was taken out'] }))).toEqual([
    'replaced  refuse: 2 invalid iterations: client never steady (1 of 2 invalid ones); event-loop delay 31 ms exceeds 10 ms (1 of 2 invalid ones)',
    'note  refuse: permessage-deflate was taken out',
  ]);
});
