import { expect, test } from 'vitest';
import { explainStagger } from '../../src/result/explain-stagger.ts';
import { accept, comeBack, fault, startUp } from './stream.ts';

const cut = (t: number, connection?: number) => fault(t, 'injected', 'cut', connection);

test.each([
  ['over five seconds is told', [cut(1000, 1), cut(3000, 2), cut(6000, 3)], 'met the links over more than 1 s'],
  ['as good as at once is not', [cut(1000, 1), cut(1500, 2), cut(2000, 3)], undefined],
  ['one only is not', [cut(1000, 1)], undefined],
  ['and again one that came later is not', [cut(1000, 1), ...comeBack(1100, 4), cut(4000, 4)], undefined],
  ['and the same again is not', [cut(1000, 1), cut(1000, 2), cut(4000, 1)], undefined],
  ['and another fault met others later is not', [cut(1000, 1), fault(4000, 'injected', 'other', 2)], undefined],
  ['none is not', [cut(1000), accept(4000)], undefined],
] as const)('that a fault met links %s', (_what, observations, expected) => {
  const told = explainStagger([...startUp(3), ...observations], 'cut');
  expect(told).toEqual(expected === undefined ? undefined : expect.stringContaining(expected));
});
