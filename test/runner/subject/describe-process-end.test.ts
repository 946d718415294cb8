import { expect, test } from 'vitest';
import { describeProcessEnd } from '../../../src/runner/subject/describe-process-end.ts';

test.each([
  ['ended with code 3 (Error: boom)', { code: 3, signal: null }, ['Error: boom', '    at main.js:1']],
  ['ended with code 0', { code: 0, signal: null }, []],
  ['ended with code unknown', { code: null, signal: null }, ['']],
  ['was killed by SIGKILL', { code: null, signal: 'SIGKILL' }, []],
  ['was killed because it rains', { code: null, signal: 'SIGKILL', disturbed: 'it rains' }, ['so long']],
  ['was killed by SIGTERM (so long)', { code: null, signal: 'SIGTERM' }, ['so long']],
])('a process %s', (expected, end, lastLines) => {
  expect(describeProcessEnd(end, lastLines)).toBe(expected);
});
