import { expect, test } from 'vitest';
import { planIterationMs } from '../../src/cli/plan-duration.ts';
import { caseOf } from './case-of.ts';

const heartbeat = 'client: { type: reference, heartbeat: { mode: ping, interval: 2s, timeout: 1s } }\n';

test.each([
  ['the start alone with a fault at once', 'faults: [{ fault: reset }]', 100],
  ['until a fault that tells by itself', 'faults: [{ fault: reset, at: 500ms }]', 600],
  ['until the end of a lasting fault', 'faults: [{ fault: refuse, at: 500ms, for: 3s }]', 3600],
  [
    'along a chain of faults',
    `faults:
  - { id: last, fault: reset, when: { event: fault-end, fault: middle, delay: 1s } }
  - { id: middle, fault: latency, with: { delay: 1ms }, when: { event: fault-start, fault: first, delay: 2s }, for: 4s, benign: true }
  - { id: first, fault: refuse, at: 100ms, for: 1s }
client: { type: reference, heartbeat: { mode: none } }`,
    100 + 100 + 2000 + 4000 + 1000,
  ],
  ['not for what only the run will show', 'faults: [{ fault: reset, when: { event: message, nth: 4 } }]', 100],
  ['until a heartbeat notices silence', `${heartbeat}faults: [{ fault: blackhole, at: 1s }]`, 4100],
  ['without a heartbeat where the silence has an end', `${heartbeat}faults: [{ fault: pause, at: 1s, for: 1s }]`, 2100],
  ['without a heartbeat where a reset tells', `${heartbeat}faults: [{ fault: reset, at: 1s }]`, 1100],
  ['a heartbeat long when nothing is to happen', heartbeat, 3100],
  [
    'with the time over which clients start',
    `${heartbeat.replace('{ type', '{ start: { over: 5s }, count: 3, type')}`,
    8100,
  ],
  ['no longer than the timeout', 'timeout: 1s\nfaults: [{ fault: refuse, for: 3s }]', 1000],
])('an iteration is planned %s', (_what, body, expected) => {
  expect(planIterationMs(caseOf(body))).toBe(expected);
});

test('a chain that goes round in a circle has no planned start', () => {
  const body = `faults:
  - { id: a, fault: reset, when: { event: fault-start, fault: b } }
  - { id: b, fault: reset, when: { event: fault-start, fault: a } }`;
  expect(() => planIterationMs(caseOf(body))).not.toThrow(RangeError);
});
