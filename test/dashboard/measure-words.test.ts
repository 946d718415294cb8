import { expect, test } from 'vitest';
import type { Measurement } from '../../src/dashboard/api-types.ts';
import { describeMeasurement } from '../../src/dashboard/measure-words.ts';

const thrown: Measurement = {
  ...{ number: 1, fault: 'drop', type: 'drop', explanation: 'drop pong frames', thrownAt: 1_000, startedAt: 1_000 },
  ...{ endedAt: null, origin: 1_000, isFinal: false, verdict: 'undetected', cause: null },
  marks: { detected: null, open: null, ready: null },
  samples: { detection: 'censored', recovery: 'censored', outage: 'censored' },
};
const marks = { detected: 800, open: 900, ready: 910 };

test.each([
  ['waits', { startedAt: null }, ['waiting', 'plain', '–', '–', '']],
  ['was just thrown', {}, ['not detected yet', 'wait', '2 s …', '2 s …', '']],
  [
    'was detected',
    { verdict: 'stuck', marks: { ...marks, open: null, ready: null }, samples: { ...thrown.samples, detection: 800 } },
    ['on its way back', 'wait', '800 ms', '2 s …', ''],
  ],
  [
    'is over',
    { verdict: 'recovered', marks, samples: { detection: 800, recovery: 910, outage: 910 } },
    ['recovered', 'good', '800 ms', '910 ms', ''],
  ],
  [
    'let the client back before it was lifted',
    { verdict: 'recovered', marks, samples: { detection: 800, recovery: 0, outage: 910 } },
    ['recovered', 'good', '800 ms', '0 ms', 'outage 910 ms, back before its end'],
  ],
  ['did no harm', { verdict: 'unaffected', samples: {} }, ['unaffected', 'good', '–', '–', '']],
  ['was given up on', { isFinal: true }, ['undetected', 'bad', '–', '–', '']],
] as const)('a fault that %s', (_what, changes, expected) => {
  const words = describeMeasurement({ ...thrown, ...changes }, 3_000);
  expect([words.verdict, words.tone, words.detection, words.recovery, words.outage]).toEqual(expected);
});
