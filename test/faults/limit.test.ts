import { describe, expect, test } from 'vitest';
import { limit } from '../../src/faults/limit.ts';
import { explanationOf, listenerFrom, problemsOf } from './read-options.ts';

const closed = { kind: 'close-listener' };
const open = { kind: 'open-listener' };
const reset = { kind: 'reset', side: 'client' };

describe('a limit of connections', () => {
  test('closes the port with the last place, counts those that are up, and opens it with the first that goes', () => {
    const hooks = listenerFrom(limit, { connections: 3 });
    expect(hooks.onStart?.(0, [4, 9])).toEqual([]);
    expect(hooks.onAccept?.(10, 1)).toEqual([closed]);
    expect(hooks.onGone?.(4, 2)).toEqual([open]);
    expect(hooks.onAccept?.(11, 3)).toEqual([closed]);
    expect(hooks.onLift?.(4)).toEqual([open]);
  });

  test('closes the port at once where more are up than it admits, until there is room', () => {
    const hooks = listenerFrom(limit, { connections: 2 });
    expect(hooks.onStart?.(0, [1, 2, 3])).toEqual([closed]);
    expect(hooks.onGone?.(1, 1)).toEqual([]);
    expect(hooks.onGone?.(2, 2)).toEqual([open]);
  });

  test('resets whom the port had taken before it closed, and gives their place to nobody', () => {
    const hooks = listenerFrom(limit, { connections: 1 });
    hooks.onStart?.(0, []);
    expect(hooks.onAccept?.(1, 1)).toEqual([closed]);
    expect(hooks.onAccept?.(2, 1)).toEqual([reset]);
    expect(hooks.onGone?.(2, 1)).toEqual([]);
    expect(hooks.onGone?.(1, 2)).toEqual([open]);
  });

  test.each([
    [{ then: 'reset' }, [reset]],
    [
      { then: 'reject' },
      [
        {
          kind: 'respond',
          answer: {
            status: 503,
            reason: 'Service Unavailable',
            headers: [
              ['Content-Type', 'text/plain; charset=utf-8'],
              ['Retry-After', '1'],
            ],
            body: '503 Service Unavailable\n',
          },
        },
      ],
    ],
    [
      { then: 'reject', status: 429, retryAfter: '2500ms' },
      [
        {
          kind: 'respond',
          answer: {
            status: 429,
            reason: 'Too Many Requests',
            headers: [
              ['Content-Type', 'text/plain; charset=utf-8'],
              ['Retry-After', '3'],
            ],
            body: '429 Too Many Requests\n',
          },
        },
      ],
    ],
  ])('with %j leaves the port open and turns the others away', (given, turnedAway) => {
    const hooks = listenerFrom(limit, { connections: 1, ...given });
    expect(hooks.onStart?.(0, [])).toEqual([]);
    expect(hooks.onAccept?.(1, 0)).toEqual([]);
    expect(hooks.onAccept?.(2, 0)).toEqual(turnedAway);
    expect(hooks.onGone?.(2, 0)).toEqual([]);
    expect(hooks.onAccept?.(3, 0)).toEqual(turnedAway);
    expect(hooks.onGone?.(1, 0)).toEqual([]);
    expect(hooks.onAccept?.(4, 0)).toEqual([]);
    expect(hooks.onLift?.(0)).toEqual([]);
  });
});

describe('a limit of the rate', () => {
  test('closes the port with the last of a burst and opens it for the next, one at a time', () => {
    const hooks = listenerFrom(limit, { rate: '2/s' });
    expect(hooks.onStart?.(0, [1, 2, 3])).toEqual([]);
    expect(hooks.onAccept?.(4, 100)).toEqual([]);
    expect(hooks.onAccept?.(5, 100)).toEqual([closed, { kind: 'wake', at: expect.closeTo(600, 1) }]);
    // Too early: it asks again.
    expect(hooks.onWake?.(400)).toEqual([{ kind: 'wake', at: expect.closeTo(600, 1) }]);
    expect(hooks.onWake?.(600)).toEqual([open]);
    expect(hooks.onAccept?.(6, 700)).toEqual([closed, { kind: 'wake', at: expect.closeTo(1_100, 1) }]);
  });

  test('counts those who come, not those who stay', () => {
    const hooks = listenerFrom(limit, { rate: '1/m', then: 'reset' });
    hooks.onStart?.(0, []);
    expect(hooks.onAccept?.(1, 0)).toEqual([]);
    expect(hooks.onGone?.(1, 1)).toEqual([]);
    expect(hooks.onAccept?.(2, 59_000)).toEqual([reset]);
    expect(hooks.onAccept?.(3, 60_000)).toEqual([]);
  });

  test('and of connections holds for both: a place that is free waits for its time', () => {
    const hooks = listenerFrom(limit, { connections: 1, rate: '1/s' });
    hooks.onStart?.(0, []);
    // All places are taken, so no time can tell when there is room.
    expect(hooks.onAccept?.(1, 0)).toEqual([closed]);
    expect(hooks.onGone?.(1, 300)).toEqual([{ kind: 'wake', at: expect.closeTo(1_000, 1) }]);
    expect(hooks.onWake?.(1_000)).toEqual([open]);
  });
});

test.each([
  [{ connections: 100 }, 'admit 100 connections, refuse the others'],
  [{ rate: '20/s', then: 'reset' }, 'admit 20/s new ones, reset the others'],
  [{ connections: 50, rate: '5/m', then: 'reject' }, 'admit 50 connections and 5/m new ones, answer 503 to the others'],
])('%j is explained as "%s"', (given, explanation) => {
  expect(explanationOf(limit, given)).toBe(explanation);
});

test.each([
  ['no limit', {}, ['expected "connections", such as 100, or "rate", such as "20/s", or both']],
  ['nobody at all', { connections: 0 }, ['connections: Too small: expected number to be >=1']],
  ['a bare number', { rate: 20 }, ['rate: a rate of connections needs a unit: "20/s" or "20/m"?']],
  [
    'a status without an answer',
    { connections: 1, status: 429 },
    ['status: only an answer has a status: add "then: reject"'],
  ],
  [
    'a Retry-After without an answer',
    { connections: 1, then: 'reset', retryAfter: '1s' },
    ['retryAfter: only an answer has a Retry-After: add "then: reject"'],
  ],
  [
    'another way to turn away',
    { connections: 1, then: 'hang' },
    ['then: Invalid option: expected one of "refuse"|"reset"|"reject"'],
  ],
])('a limit refuses %s', (_what, given, problems) => {
  expect(problemsOf(limit, given)).toEqual(problems);
});

test.each([
  [{ connections: 1 }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(limit.sign(limit.options.parse(given), direction)).toBe(expected);
});
