import { expect, test } from 'vitest';
import { needsProcesses } from '../../../src/runner/host/needs-processes.ts';

test.each([
  ['one client shares the process of what measures it', 1, false],
  ['so does a fleet of a hundred', 100, false],
  ['a larger one does not', 101, true],
])('%s', (_what, count, expected) => {
  expect(needsProcesses({ count })).toBe(expected);
});
