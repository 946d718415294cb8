import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { reportError } from '../../src/cli/report-error.ts';
import { createTestIo } from './test-io.ts';

test.each([
  ['without advice', new WschaosError('cli.usage', 'no such flag'), 2, 'wschaos: no such flag\n'],
  ['with advice', new WschaosError('cli.usage', 'no', { hint: 'Do it so.' }), 2, 'wschaos: no\nDo it so.\n'],
  ['of the world around', new WschaosError('port.in-use', 'taken'), 3, 'wschaos: taken\n'],
])('an error %s is a message, and has its exit code', (_what, error, code, text) => {
  const io = createTestIo();
  expect([reportError(error, io), io.stderr.text]).toEqual([code, text]);
});

test("an error of a user's own code tells where it stands, without a stack", () => {
  const io = createTestIo();
  const error = Object.assign(new Error('no'), { stack: 'Error: no\n    at file:///app/my.mjs:3:9' });
  expect([reportError(error, io), io.stderr.text]).toEqual([
    2,
    'wschaos: ended by an error that nothing in /app/my.mjs:3 caught: no\n',
  ]);
});

test('any other error is a defect, and shows where it came from', () => {
  const io = createTestIo();
  expect(reportError(new TypeError('oops'), io)).toBe(3);
  expect(io.stderr.text).toMatch(/^TypeError: oops\n {4}at [\s\S]*\n\nThis is a defect of wschaos\. Please report it/);
});
