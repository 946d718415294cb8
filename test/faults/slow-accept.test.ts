import { describe, expect, test } from 'vitest';
import { slowAccept } from '../../src/faults/slow-accept.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

describe('a slow accept', () => {
  test('postpones a connection by its delay, counted from when it was there', () => {
    const hooks = connectionFrom(slowAccept, { delay: '1.5s' });
    expect(hooks.onStart?.(10_000)).toEqual([{ kind: 'postpone', until: 11_500 }]);
    expect(Object.keys(hooks)).toEqual(['onStart']);
  });

  test('is explained with its delay', () => {
    expect(explanationOf(slowAccept, { delay: '250ms' })).toBe('serve new connections 250 ms late');
  });

  test.each([
    ['no delay', {}, ['delay: expected a duration such as "500ms"']],
    ['a bare number', { delay: 2 }, ['delay: a duration needs a unit: "2ms" or "2s"?']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(slowAccept, given)).toEqual(problems);
  });
});

test.each([
  [{ delay: '1s' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(slowAccept.sign(slowAccept.options.parse(given), direction)).toBe(expected);
});
