import { expect, test } from 'vitest';
import { exitCodeOfError, formatExitCodes } from '../../src/cli/exit-codes.ts';
import { readText } from '../architecture/tree.ts';

test.each([
  ['cli.usage', 2],
  ['scenario.invalid', 2],
  ['fault.invalid', 2],
  ['target.invalid', 2],
  ['target.remote', 2],
  ['reporter.not-loaded', 2],
  ['target.unreachable', 3],
  ['target.occupied', 3],
  ['port.in-use', 3],
  ['client.not-found', 3],
  ['output.failed', 3],
] as const)('the error %s ends with %i', (code, expected) => {
  expect(exitCodeOfError(code)).toBe(expected);
});

test('the help and the README say that 2 also means nothing to compare with', () => {
  expect(formatExitCodes()).toMatch(/^ +2 .*nothing to run or to compare with$/m);
  expect(readText('README.md')).toMatch(/^\| 2 \|.*nothing in common with the baseline \|$/m);
});

test('the help names every exit code', () => {
  expect(
    formatExitCodes()
      .split('\n')
      .map((line) => line.trim().split('  ')[0]),
  ).toEqual(['Exit codes:', '0', '1', '2', '3', '129, 130, 143']);
});

test('a command may have codes of its own', () => {
  expect(formatExitCodes([['0', 'no problems']])).toBe('Exit codes:\n  0              no problems');
});
