import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { attemptWrite } from '../../src/cli/attempt-write.ts';
import { createTestIo } from './test-io.ts';

const attempt = (error?: Error) => {
  const io = createTestIo();
  const write = (): void => {
    if (error !== undefined) throw error;
  };
  return { isWritten: attemptWrite(write, io), stderr: io.stderr.text };
};

test('what could be written is not talked of', () => {
  expect(attempt()).toEqual({ isWritten: true, stderr: '' });
});

test('what could not is told of, and does not end the command', () => {
  const full = new WschaosError('output.failed', 'cannot write a.json: no space left on device');
  expect(attempt(full)).toEqual({ isWritten: false, stderr: `wschaos: ${full.message}\n` });
});

test('a defect is none of it', () => {
  const defect = new TypeError('x is undefined');
  expect(() => attempt(defect)).toThrow(defect);
});
