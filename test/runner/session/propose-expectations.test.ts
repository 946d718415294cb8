import { expect, test } from 'vitest';
import type { IterationResult } from '../../../src/result/run-result.ts';
import { proposeExpectations } from '../../../src/runner/session/propose-expectations.ts';

const resultOf = (part: object): IterationResult =>
  ({
    verdict: 'recovered',
    samples: {},
    marks: { detected: null, lifted: null },
    ...part,
  }) as unknown as IterationResult;

test('what has a sign on the wire is expected within twice of what was seen, and never less than a machine needs', () => {
  const result = resultOf({ samples: { detection: 1.2, reconnect: 1_300, recovery: 30 } });
  expect(proposeExpectations(result, 10_000)).toEqual({
    expect: [
      { value: 'detection.max < 500ms', comment: 'seen: 1.2 ms' },
      { value: 'reconnect.max < 3s', comment: 'seen: 1.3 s' },
      { value: 'recovery.max < 2s', comment: 'seen: 30 ms' },
      { value: 'recovered == 100%' },
    ],
    comment: undefined,
    longestMs: 3_000,
  });
});

test('a heartbeat may tell a whole period later', () => {
  const { expect: bounds } = proposeExpectations(resultOf({ samples: { detection: 600 } }), 400);
  expect(bounds[0]).toEqual({ value: 'detection.max < 2s', comment: 'seen: 600 ms' });
});

test('a client that came through is expected to do so again', () => {
  expect(proposeExpectations(resultOf({ verdict: 'unaffected' }), 0).expect).toEqual([{ value: 'spurious == 0' }]);
});

test('of one that had not come back nothing is expected, and that is said', () => {
  expect(proposeExpectations(resultOf({ verdict: 'stuck' }), 0)).toEqual({
    expect: [],
    comment:
      'Nothing is expected: the client had not come back when this was saved (stuck).\nOnce it does, write - recovered == 100%',
    longestMs: 0,
  });
});
