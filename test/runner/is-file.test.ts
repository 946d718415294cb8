import path from 'node:path';
import { expect, test } from 'vitest';
import { isFile } from '../../src/runner/is-file.ts';
import { makeFolder } from '../cli/test-io.ts';

test.each([
  ['a file', 'a.yaml', true],
  ['a folder', '.', false],
  ['nothing', 'b.yaml', false],
  ['what cannot be a name', 'x'.repeat(5000), false],
])('%s: %s', (_what, name, expected) => {
  expect(isFile(path.join(makeFolder({ 'a.yaml': '' }), name))).toBe(expected);
});
