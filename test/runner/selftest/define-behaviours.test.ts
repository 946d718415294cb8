import { expect, test } from 'vitest';
import { behaviours } from '../../../src/runner/selftest/behaviours.ts';
import { defineBehaviours } from '../../../src/runner/selftest/define-behaviours.ts';

test('every behaviour gets the group of its file', () => {
  const run = async () => {};
  const defined = defineBehaviours('frames', [
    { name: 'a', run },
    { name: 'b', run },
  ]);
  expect(defined).toEqual([
    { group: 'frames', name: 'a', run },
    { group: 'frames', name: 'b', run },
  ]);
});

test('all have names of their own, and there are enough of them', () => {
  const names = behaviours.map(({ group, name }) => `${group}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(100);
});
