import { describe, expect, it } from 'vitest';
import { adviseOn, describeExit, invalidReasons, shorten } from '../../src/result/invalid-reason.ts';
import { faultOf } from './stream.ts';

const died = {
  kind: 'exit',
  client: 2,
  t: 0,
  code: 1,
  signal: null,
  lastLines: ['starting', 'Error: boom', ' '],
} as const;

describe('the reason of an invalid iteration', () => {
  it.each([
    ['what the runner says', invalidReasons.disturbed('port 9000 was stolen'), 'port 9000 was stolen'],
    ['a disturbance without a word', invalidReasons.disturbed(undefined), 'the measurement was disturbed'],
    ['noise', invalidReasons.noise(31.4, 10), 'event-loop delay 31 ms exceeds 10 ms'],
    [
      'a client that dies early',
      invalidReasons.neverSteady(died, 'timeout'),
      'client never steady: client 2 exited with code 1: Error: boom',
    ],
    [
      'a target that is away',
      invalidReasons.neverSteady(undefined, 'the target refuses'),
      'client never steady: the target refuses',
    ],
    [
      'a client that may have been starved',
      invalidReasons.neverSteady(undefined, 'nobody dialled within 3 s', invalidReasons.noise(31, 10)),
      'client never steady: nobody dialled within 3 s; and event-loop delay 31 ms exceeds 10 ms',
    ],
    [
      'faults that never started',
      invalidReasons.neverStarted(['a', 'b', 'c', 'd'].map((id) => faultOf(id))),
      'no fault started before the iteration ended (a, b, c, …)',
    ],
    ['one fault without effect', invalidReasons.touchedNothing([faultOf('a')]), 'fault "a" touched nothing'],
    [
      'faults without effect',
      invalidReasons.touchedNothing(['a', 'b', 'c', 'd'].map((id) => faultOf(id))),
      'the faults touched nothing (a, b, c, …)',
    ],
  ])('tells %s', (_title, reason, expected) => {
    expect(reason.text).toBe(expected);
  });
});

describe('the advice', () => {
  it.each([
    [
      'a client that is never steady',
      'never-steady',
      'try the client against the proxy without faults (wschaos proxy TARGET): it must connect and exchange a message',
    ],
    ['faults that never started', 'never-started', 'check `at` and `when` of the faults, or give a longer `timeout`'],
    [
      'a fault that touched nothing',
      'touched-nothing',
      'check `connections` and `when` of that fault, and `measure.from`; a fault on new connections needs another one, such as reset, that has the client dial',
    ],
    [
      'a module that cannot be loaded',
      'not-loaded',
      'mend the module at that place; node FILE, or your compiler, shows the same without wschaos',
    ],
    ['the user, who wanted it so', 'interrupted', ''],
    // Fewer side by side is what the runner has tried by then.
    [
      'noise',
      'noise',
      'use a quieter machine: nothing of this run was beside those iterations; wschaos selftest tells how late this one is. A run may replace more of them (`repeat.maxInvalid`). The limit is fixed, 10 ms or 1 % of the interval of the heartbeat: beyond it a figure tells of the machine, not of the client',
    ],
  ] as const)('fits %s', (_title, reasonKind, expected) => {
    expect(adviseOn({ reason: 'whatever', reasonKind })).toBe(expected);
  });

  it.each([
    [
      'a target',
      'the target could not be reached: connect ECONNREFUSED 127.0.0.1:1',
      'mend what the reason names; wschaos proxy TARGET shows whether the target answers',
    ],
    ['anything else', 'the disk is full', 'mend what the reason names'],
  ])('fits %s', (_title, reason, expected) => {
    expect(adviseOn({ reason })).toBe(expected);
  });
});

describe('the end of a client', () => {
  it.each([
    ['its exit code', { ...died, lastLines: [] }, 'client 2 exited with code 1'],
    ['its signal', { ...died, code: null, signal: 'SIGKILL', lastLines: [] }, 'client 2 was killed by SIGKILL'],
    ['its last words', died, 'client 2 exited with code 1: Error: boom'],
  ])('is told with %s', (_title, exit, expected) => {
    expect(describeExit(exit)).toBe(expected);
  });
});

it('cuts long texts of others to 200 characters', () => {
  expect(shorten('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
  expect(shorten('x'.repeat(200))).toHaveLength(200);
});

it('lets no text of others command a terminal, or begin a line', () => {
  expect(shorten('\u001b]0;title\u0007a\u001b[31mred\r\n::error::b\u0000')).toBe('ared  ::error::b');
});
