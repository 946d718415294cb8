import { describe, expect, test } from 'vitest';
import { describeFaultType } from '../../src/control/catalogue.ts';
import { faultType } from '../../src/control/schemas.ts';
import { faults } from '../../src/faults/index.ts';

describe('a form can be made of', () => {
  test.each(faults.map((fault) => [fault.type, fault] as const))('%s', (type, fault) => {
    const described = faultType.parse(describeFaultType(fault));
    expect(described).toMatchObject({ type, example: { fault: type }, options: { type: 'object' } });
    expect(fault.options.safeParse(described.example.with ?? {}).success).toBe(true);
  });
});

test('what a type cannot heed is told', () => {
  const reset = faults.find(({ type }) => type === 'reset');
  if (reset === undefined) throw new Error('no reset');
  expect(describeFaultType(reset).refuses).toEqual(expect.arrayContaining(['for', 'until', 'count']));
});
