import { expect, test } from 'vitest';
import { readWaits } from '../../../src/report/html/read-waits.ts';
import { iteration } from '../example-run.ts';

const { marks } = iteration();

test('the dials of every client count from 1, without those whose wait was not seen', () => {
  const dials = [null, 500, 1000].map((waitMs, place) => ({ t: place, waitMs, after: 'nothing' as const }));
  const series = { client: 1, source: 'wire', dials, end: 'ready', quietMs: 0, last: null } as const;
  expect(readWaits([iteration({ index: 3, dials: [series] })])).toEqual([
    { index: 3, nth: 2, waitMs: 500 },
    { index: 3, nth: 3, waitMs: 1000 },
  ]);
});

test('without them the attempts count from where the client knew', () => {
  const one = iteration({ marks: { ...marks, detected: 100, attempts: [350, 900] } });
  expect(readWaits([one])).toEqual([
    { index: 0, nth: 1, waitMs: 250 },
    { index: 0, nth: 2, waitMs: 550 },
  ]);
});

test('who never knew waited for nothing', () => {
  expect(readWaits([iteration({ marks: { ...marks, detected: null } })])).toEqual([]);
});
