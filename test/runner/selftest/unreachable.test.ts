import { describe, expect, test } from 'vitest';
import { unreachable } from '../../../src/runner/selftest/unreachable.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('what cannot be the same differs as declared:', () => testTransparency(unreachable));

test('a direct dial is refused by the system', async () => {
  expect(await observeDirectly(unreachable, 'a refused upgrade')).toEqual({ client: ['refused'], server: [] });
});

test('each difference has a name and says why it is there', () => {
  for (const { inherent } of unreachable) {
    expect(inherent?.name).toMatch(/\S+ \S+/);
    expect(inherent?.because.length).toBeGreaterThan(40);
  }
});
