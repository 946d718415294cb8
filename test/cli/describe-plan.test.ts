import { expect, test } from 'vitest';
import { alignColumns, describePlans, planCase } from '../../src/cli/describe-plan.ts';
import { caseOf } from './case-of.ts';

const makePlan = () =>
  planCase(
    caseOf(
      'tags: [ci, slow]\nrepeat: { count: 3, warmup: 1 }\ntimeout: 20s\nfaults: [{ fault: refuse, for: 2s }]',
      'refuse',
    ),
  );

test('a plan says what is known before the run', () => {
  expect(makePlan()).toEqual({
    id: 'refuse',
    file: 'it.yaml',
    tags: ['ci', 'slow'],
    matrix: {},
    iterations: 4,
    plannedMs: 2100,
    timeoutMs: 20_000,
    description: null,
  });
});

test('plans stand in columns, with their sum', () => {
  const plan = makePlan();
  expect(describePlans([plan, { ...plan, id: 'b', iterations: 10, plannedMs: 500, tags: [] }])).toBe(`\
refuse  4 × 2.1 s    timeout 20 s  ci, slow
b       10 × 500 ms  timeout 20 s

2 cases, 14 iterations, 13.4 s one after the other
`);
});

test('columns may have gaps', () => {
  expect(
    alignColumns([
      ['a', '', 'c'],
      ['aa', 'b'],
    ]),
  ).toBe('a      c\naa  b');
});
