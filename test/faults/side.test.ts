import { expect, test } from 'vitest';
import { describeSide, side, sidesOf } from '../../src/faults/side.ts';

test('the side that is not given is both', () => {
  expect(side.parse(undefined)).toBe('both');
});

test.each([
  ['both', ['client', 'server'], 'both sides'],
  ['client', ['client'], "the client's side"],
  ['server', ['server'], "the server's side"],
] as const)('%s means %j', (given, sides, described) => {
  expect(sidesOf(given)).toEqual(sides);
  expect(describeSide(given)).toBe(described);
});
