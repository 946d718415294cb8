import { describe, expect, test } from 'vitest';
import { endActions } from '../../src/faults/ending.ts';
import { maxAge } from '../../src/faults/max-age.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

describe('a maximal age', () => {
  test.each([
    ['is reached while the fault is active', 1_000, 1_500, [{ kind: 'wake', at: 3_000 }]],
    ['is just reached when it starts', 1_000, 3_000, endActions('close', 1001)],
    ['was reached long before it starts', 1_000, 90_000, endActions('close', 1001)],
  ])('counts from the accept when it %s', (_what, acceptedAt, now, actions) => {
    const hooks = connectionFrom(maxAge, { after: '2s' }, 'both', { acceptedAt });
    expect(hooks.onStart?.(now)).toEqual(actions);
    expect(hooks.onTraffic).toBeUndefined();
    expect(hooks.onWake?.(3_000)).toEqual(endActions('close', 1001));
  });

  test.each([
    ['a while', '2s', [{ kind: 'wake', at: 92_000 }]],
    ['no time at all', '0s', endActions('reset', 1001)],
  ])('counts from its own start when it is told so, on an old connection, too: %s', (_what, after, actions) => {
    const given = { after, from: 'fault', how: 'reset' };
    expect(connectionFrom(maxAge, given, 'both', { acceptedAt: 1_000 }).onStart?.(90_000)).toEqual(actions);
    expect(explanationOf(maxAge, given)).toBe(`RST after ${after === '0s' ? '0 µs' : '2 s'}`);
  });

  test.each([
    [{ after: '10m' }, 'Close 1001 and FIN at an age of 10 min', endActions('close', 1001)],
    [{ after: '1s', code: 1012 }, 'Close 1012 and FIN at an age of 1 s', endActions('close', 1012)],
    [{ after: '1s', how: 'reset' }, 'RST at an age of 1 s', endActions('reset', 1001)],
    [{ after: '1s', how: 'silent' }, 'deliver nothing more at an age of 1 s', endActions('silent', 1001)],
  ])('%j: %s', (given, explanation, actions) => {
    expect(connectionFrom(maxAge, given).onWake?.(1)).toEqual(actions);
    expect(explanationOf(maxAge, given)).toBe(explanation);
  });

  test.each([
    ['no age', {}, ['after: expected a duration such as "500ms"']],
    [
      'a code that nobody sends',
      { after: '1s', how: 'fin', code: 1 },
      ['code: only a Close frame has a code: add "how: close"'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(maxAge, given)).toEqual(problems);
  });
});

test.each([
  [{ after: '1s' }, 'both', 'end'],
  [{ after: '1s', how: 'reset' }, 'both', 'end'],
  [{ after: '1s', how: 'silent' }, 'both', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(maxAge.sign(maxAge.options.parse(given), direction)).toBe(expected);
});
