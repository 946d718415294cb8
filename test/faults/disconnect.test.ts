import { describe, expect, test } from 'vitest';
import { disconnect } from '../../src/faults/disconnect.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

describe('a disconnect', () => {
  test.each([
    [{}, ['client', 'server'], 'FIN without a Close frame to both sides'],
    [{ side: 'client' }, ['client'], "FIN without a Close frame to the client's side"],
    [{ side: 'server' }, ['server'], "FIN without a Close frame to the server's side"],
  ] as const)('with %j seals the connection and ends the side of %j', (given, sides, explanation) => {
    expect(connectionFrom(disconnect, given).onStart?.(0)).toEqual([
      { kind: 'seal', direction: 'to-client' },
      { kind: 'seal', direction: 'to-server' },
      ...sides.map((side) => ({ kind: 'end', side })),
    ]);
    expect(explanationOf(disconnect, given)).toBe(explanation);
  });
});

test.each([
  [{}, 'both', 'end'],
  [{ side: 'server' }, 'both', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(disconnect.sign(disconnect.options.parse(given), direction)).toBe(expected);
});
