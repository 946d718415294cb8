import { expect, it } from 'vitest';
import { explainHerd } from '../../src/report/explain-herd.ts';
import type { IterationResult } from '../../src/result/run-result.ts';
import { caseOf, iteration } from './example-run.ts';

const { marks } = iteration();

function herd(changes: Partial<IterationResult> = {}, samples: IterationResult['samples'] = {}, lost = 50) {
  return iteration({
    arrivals: { lost, bucketMs: 5, attempts: [lost], back: [lost] },
    marks: { ...marks, lifted: 1500 },
    samples: {
      ...{ 'connects.peak100ms': 20, 'connects.peak100ms.lifted': 9, amplification: 1.4 },
      ...{ 'fleet.back50': 210, 'fleet.back95': 600, 'fleet.back100': 740 },
      ...samples,
    },
    ...changes,
  });
}

it('says in one sentence how a fleet came back', () => {
  const iterations = [herd(), herd({ index: 1 }), herd({ index: 2 }, { 'fleet.back50': 9000 })];
  expect(explainHerd(caseOf({ iterations }))).toBe(
    '50 clients; most dials in 100 ms: 20, after the fault 9; back: 50 % after 210 ms, 95 % after 600 ms, all after 740 ms; 1.4 dials a client (medians of 3)',
  );
});

it('has no peak after a fault that shut no door', () => {
  expect(explainHerd(caseOf({ iterations: [herd({ marks: { ...marks, lifted: 0 } })] }))).toBe(
    '50 clients; most dials in 100 ms: 20; back: 50 % after 210 ms, 95 % after 600 ms, all after 740 ms; 1.4 dials a client',
  );
});

it('says what was not seen, who was not back, and how many there were', () => {
  const unseen = { 'connects.peak100ms': null, amplification: null, 'fleet.back100': 'censored' } as const;
  expect(explainHerd(caseOf({ iterations: [herd({}, unseen), herd({ index: 1 }, unseen, 48)] }))).toBe(
    '48 to 50 clients; most dials in 100 ms: n/o, after the fault 9; back: 50 % after 210 ms, 95 % after 600 ms, all after >18 s; n/o dials a client (medians of 2)',
  );
});

it('says how late any instant may be, by the worst of the iterations, where that is a matter of milliseconds', () => {
  const described = (late: readonly number[]) =>
    explainHerd(caseOf({ iterations: late.map((ms, index) => herd({ index }, { 'noise.max': ms })) }));
  expect(described([80, 212, 9])).toMatch(/ \(medians of 3\); any instant up to 212 ms late$/);
  expect(described([0.4])).toMatch(/ 1\.4 dials a client$/);
});

it('has nothing to say of a single client', () => {
  expect(explainHerd(caseOf())).toBeUndefined();
});
