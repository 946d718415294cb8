import { expect, test } from 'vitest';
import { cutShard } from '../../src/cli/cut-shard.ts';
import { caseOf } from './case-of.ts';

const makeCases = () => [caseOf('repeat: 4', 'a'), caseOf('repeat: 4', 'b')];

test('a shard knows the plan of all, the same in every one', () => {
  const cases = makeCases();
  const [one, two] = [1, 2].map((index) => cutShard(cases, { index, total: 2 }, {}));
  expect(one?.cases.map(({ id }) => id)).toEqual(['a']);
  expect(two?.cases.map(({ id }) => id)).toEqual(['b']);
  expect(one?.shard).toEqual({
    index: 1,
    total: 2,
    plan: ['a', 'b'].map((id) => ({ id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })),
  });
  expect(two?.shard.plan).toEqual(one?.shard.plan);
});

test('a whole run is not cut, and takes every option', () => {
  const cases = makeCases();
  const whole = { index: 1, total: 1 };
  expect(cutShard(cases, whole, { baseline: 'a.json', interleave: true })).toEqual({ cases, shard: whole });
});

test.each([
  [
    '--baseline',
    { baseline: 'a.json' },
    'a shard has too little to compare: wschaos report takes it, and compares the whole',
  ],
  [
    '--save-baseline',
    { 'save-baseline': 'a.json' },
    'a shard is no baseline: wschaos report takes it, and saves the whole',
  ],
  ['--interleave', { interleave: true }, 'cases that take turns have to be on one machine'],
])('%s is refused beside a shard', (flag, args, why) => {
  expect(() => cutShard(makeCases(), { index: 1, total: 2 }, args)).toThrow(`${flag} does not go with --shard: ${why}`);
});
