import { describe, expect, test } from 'vitest';
import { reset } from '../../src/faults/reset.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

describe('a reset', () => {
  test.each([
    [{}, ['client', 'server'], 'RST to both sides'],
    [{ side: 'client' }, ['client'], "RST to the client's side"],
    [{ side: 'server' }, ['server'], "RST to the server's side"],
  ] as const)('with %j goes at once to %j', (given, sides, explanation) => {
    expect(connectionFrom(reset, given).onStart?.(0)).toEqual(sides.map((side) => ({ kind: 'reset', side })));
    expect(explanationOf(reset, given)).toBe(explanation);
  });

  test('knows no other side', () => {
    expect(problemsOf(reset, { side: 'proxy' })).toEqual([
      'side: Invalid option: expected one of "both"|"client"|"server"',
    ]);
  });
});

test.each([
  [{}, 'both', 'end'],
  [{ side: 'client' }, 'both', 'end'],
  [{ side: 'server' }, 'both', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(reset.sign(reset.options.parse(given), direction)).toBe(expected);
});
