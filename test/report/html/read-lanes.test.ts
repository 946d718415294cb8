import { describe, expect, test } from 'vitest';
import { readLanes } from '../../../src/report/html/read-lanes.ts';
import type { Marks } from '../../../src/result/run-result.ts';
import { iteration } from '../example-run.ts';

const { marks } = iteration();
const lanesOf = (changes: Partial<Marks>, timeline: Parameters<typeof iteration>[0] = {}) =>
  readLanes(iteration({ marks: { ...marks, ...changes }, ...timeline }));
const states = (changes: Partial<Marks>) => lanesOf(changes)?.client.map(({ kind }) => kind);

describe('what the client was', () => {
  test.each([
    ['of one that was back', {}, ['connected', 'unaware', 'away', 'back']],
    ['of one that never was', { ready: null, open: null }, ['connected', 'unaware', 'away']],
    [
      'of one that never knew',
      { detected: null, ready: null, open: null, closed: null, attempts: [] },
      ['connected', 'unaware'],
    ],
    ['where nothing was injected', { injected: null, detected: null, ready: null }, ['connected']],
  ] as const)('%s', (_what, changes, expected) => {
    expect(states(changes)).toEqual(expected);
  });
});

describe('the fault', () => {
  test.each([
    ['lasts until it is lifted', { lifted: 200 }, [0, 200]],
    ['is over with the old connection where new ones were never touched', { lifted: 0, closed: 120 }, [0, 120]],
    ['lasts to the end where nothing lifted it', { lifted: null }, [0, 412 * 1.06]],
  ])('%s', (_what, changes, [from, to]) => {
    const fault = lanesOf(changes)?.fault;
    expect([fault?.from, fault?.to]).toEqual([from, expect.closeTo(to ?? 0, 6)]);
  });
});

test('the old connection ends where it is closed, and the new one begins where it is open', () => {
  expect(lanesOf({ closed: 100 })?.server).toEqual([
    { kind: 'old', from: expect.any(Number), to: 100 },
    { kind: 'new', from: 405, to: expect.any(Number) },
  ]);
});

test('figures are lengths, recovery from where the fault is over', () => {
  expect(lanesOf({ lifted: 200 })?.figures).toEqual([
    { kind: 'detection', from: 0, to: 3 },
    { kind: 'reconnect', from: 3, to: 405 },
    { kind: 'recovery', from: 200, to: 412 },
  ]);
});

test('what happened stands on the lane of the one who did it, with a short name', () => {
  const lanes = lanesOf(
    {},
    {
      timeline: [
        { t: 0, what: 'fault', text: 'reset, RST to both sides' },
        { t: 3, what: 'client', text: 'client 2 sent Close 1000' },
        { t: 4, what: 'client', text: 'error: connect ECONNREFUSED' },
        { t: 5, what: 'attempt', text: '', nth: 1 },
        { t: 6, what: 'refused', text: 'HTTP 503 ← 2 s pause' },
        { t: 7, what: 'server', text: 'detected: sent FIN' },
        { t: 9, what: 'end', text: 'timeout' },
      ],
    },
  );
  expect(lanes?.faultName).toBe('reset, RST to both sides');
  expect(lanes?.marks.map(({ lane, label }) => [lane, label])).toEqual([
    ['client', 'Close 1000'],
    ['client', ''],
    ['client', '1'],
    ['server', 'HTTP 503'],
    ['server', 'server knows'],
  ]);
});

test('a client that was never steady has no lanes', () => {
  expect(lanesOf({ steady: null, injected: null })).toBeUndefined();
});
