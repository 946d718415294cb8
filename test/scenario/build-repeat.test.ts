import { describe, expect, test } from 'vitest';
import { buildRepeat, findHeartbeat } from '../../src/scenario/build-repeat.ts';
import { caseOf, contextOf, head, problemsOf } from './scenario-text.ts';

const defaults = { count: 10, warmup: 0, phase: 'none', seed: undefined, maxInvalid: 0.2 };
const beating = 'client: { type: reference, heartbeat: { interval: 1s } }\n';
const sending =
  'client: { type: reference, heartbeat: { mode: app, interval: 1s } }\ntraffic: { send: { every: 1s, text: hi } }\n';
const silent = 'client: { type: reference, heartbeat: { mode: none } }\n';

describe('repetition', () => {
  test.each([
    ['ten times unless told otherwise', '', defaults],
    ['a number', 'repeat: 3', { ...defaults, count: 3 }],
    [
      'everything',
      'repeat: { count: 4, warmup: 1, phase: random, seed: 7, maxInvalid: 0.5 }',
      { count: 4, warmup: 1, phase: 'random', seed: 7, maxInvalid: 0.5 },
    ],
    ['a sweep where a heartbeat is given', beating, { ...defaults, phase: 'sweep' }],
    ['no sweep where it is asked not to', `${beating}repeat: { phase: none }`, defaults],
    ['no sweep without a heartbeat', silent, defaults],
    ['no sweep of beats among messages', sending, defaults],
    [
      'a sweep of a declared heartbeat',
      'client: { type: external, heartbeat: { interval: 1s, timeout: 1s } }',
      { ...defaults, phase: 'sweep' },
    ],
  ])('is %s', (_what, text, expected) => {
    expect(caseOf(`${head}${text}`).repeat).toEqual(expected);
  });

  test.each([
    ['a reference client that has none', silent],
    ['a client that declares none', 'client: external\n'],
  ])('with a phase is refused for %s', (_what, client) => {
    expect(problemsOf(`${head}${client}repeat: { phase: sweep }`)).toEqual([
      '5:18 the phase "sweep" needs a heartbeat, and the client has none; give client.heartbeat or "phase: none"',
    ]);
  });

  test.each(['sweep', 'random'])('with the phase %s is refused for beats among messages', (phase) => {
    expect(problemsOf(`${head}${sending}repeat: { phase: ${phase} }`)).toEqual([
      `6:18 the phase "${phase}" needs heartbeats that can be told apart, and those of "mode: app" look like the messages of traffic.send; leave out one of the two, or give "phase: none"`,
    ]);
  });

  test('follows the command line', () => {
    const context = contextOf('repeat: 3');
    expect(buildRepeat(3, 'default', { repeat: 1, seed: 9, phase: 0.53 }, context)).toEqual({
      ...defaults,
      count: 1,
      seed: 9,
      fixedPhase: 0.53,
    });
    expect(buildRepeat(3, 'default', { phase: 'random' }, context)).toEqual({ ...defaults, count: 3, phase: 'random' });
  });
});

test.each([
  ['the built-in one is the default', 'client: reference', 'default'],
  ['one that is written is given', beating, 'given'],
  ['an external client has none', 'client: external', 'none'],
  ['one among other messages is hidden', sending, 'hidden'],
])('of heartbeats %s', (_what, text, expected) => {
  const { client, traffic } = caseOf(`${head}${text}`);
  expect(findHeartbeat(client, text.includes('heartbeat'), traffic)).toBe(expected);
});
