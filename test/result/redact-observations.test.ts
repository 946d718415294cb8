import { expect, test } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { redactObservations } from '../../src/result/redact-observations.ts';

const secret = 'dial ws://u:s3cret@h/?token=s3cret';
const clean = 'dial ws://redacted@h/?token=redacted';
const of = { client: 1, t: 5 } as const;

test.each<[string, Observation, object]>([
  [
    'a client told',
    { ...of, source: 'client', kind: 'loss', cause: secret, err: secret },
    { kind: 'loss', cause: clean, err: clean },
  ],
  [
    'a process printed before it ended',
    { ...of, source: 'runner', kind: 'exit', code: 1, signal: null, lastLines: ['a', secret] },
    { code: 1, lastLines: ['a', clean] },
  ],
  [
    'ended the iteration',
    { source: 'runner', kind: 'finished', t: 5, reason: 'disturbed', why: secret },
    { reason: 'disturbed', why: clean },
  ],
])('what %s has no secret', (_what, observation, expected) => {
  expect(redactObservations([observation], []).observations).toEqual([expect.objectContaining(expected)]);
});

test.each<[string, Observation]>([
  ['a connection', { ...of, source: 'wire', kind: 'open', connection: 1 }],
  ['a client without a word', { ...of, source: 'client', kind: 'giveup' }],
  ['an end without a word', { source: 'runner', kind: 'finished', t: 5, reason: 'done' }],
])('of %s nothing changes', (_what, observation) => {
  expect(redactObservations([observation], []).observations).toEqual([observation]);
});

test('what a client printed has no secret, and as many lines', () => {
  const { outputs } = redactObservations([], [{ client: 2, lines: [secret, 'b', secret] }]);
  expect(outputs).toEqual([{ client: 2, lines: [clean, 'b', clean] }]);
});
