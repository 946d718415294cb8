import { describe, expect, test } from 'vitest';
import { head, problemsOf } from './scenario-text.ts';

const text = (timeout: string, ...faults: readonly string[]): string =>
  `${head}${timeout}\nfaults:\n${faults.map((fault) => `  - { ${fault} }\n`).join('')}`;
const over = (id: string, at: string, limit: string): string =>
  `the fault "${id}" begins ${at} after "steady", when the iteration is over: its ${limit}`;

describe('a fault can never begin where its "at"', () => {
  test.each([
    [
      'lies beyond the timeout',
      text('timeout: 15s', 'fault: reset, at: 500ms', 'fault: reset, at: 20s'),
      [`7:25 ${over('reset-2', '20s', '"timeout" is 15s')}`],
    ],
    [
      'is the timeout',
      text('timeout: 15s', 'id: late, fault: reset, at: 15s'),
      [`6:35 ${over('late', '15s', '"timeout" is 15s')}`],
    ],
    [
      'lies beyond the timeout that nobody changed',
      text('', 'fault: reset, at: 45s'),
      [`6:25 ${over('reset', '45s', '"timeout" is 30s')}`],
    ],
    [
      'lies beyond it, whatever else is wrong with another fault',
      text('timeout: 15s', 'fault: rset', 'fault: reset, at: 20s'),
      [expect.stringContaining('rset'), `7:25 ${over('reset', '20s', '"timeout" is 15s')}`],
    ],
  ])('%s', (_what, scenario, problems) => {
    expect(problemsOf(scenario)).toEqual(problems);
  });

  test('lies beyond the timeout of the command line', () => {
    const problems = problemsOf(text('timeout: 15s', 'fault: reset, at: 3s'), { overrides: { timeoutMs: 2_000 } });
    expect(problems).toEqual([`6:25 ${over('reset', '3s', '--timeout is 2s')}`]);
  });
});

test.each([
  ['before the timeout', text('timeout: 15s', 'fault: reset, at: 14999ms'), {}],
  ['before a longer one of the command line', text('timeout: 1s', 'fault: reset, at: 3s'), { timeoutMs: 9_000 }],
])('a fault begins %s', (_what, scenario, overrides) => {
  expect(problemsOf(scenario, { overrides })).toEqual([]);
});
