import { expect, it } from 'vitest';
import { cameThroughFault } from '../../src/result/came-through-fault.ts';
import { iterationOf } from './iteration.ts';

it.each([
  ['when it was ready before the fault was lifted', 412, 3000, 0, true],
  ['when the fault was never lifted', 412, null, 0, true],
  ['not when it was ready at the very instant of the lift', 3000, 3000, 0, false],
  ['not when it was ready later', 3012, 3000, 12, false],
  ['not when it was never ready', null, null, 'censored', false],
] as const)('a client came through the fault %s', (_title, ready, lifted, recovery, expected) => {
  const { marks } = iterationOf(0, {});
  expect(cameThroughFault(iterationOf(0, { recovery }, { marks: { ...marks, ready, lifted } }))).toBe(expected);
});
