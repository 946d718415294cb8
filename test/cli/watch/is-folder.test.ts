import path from 'node:path';
import { expect, test } from 'vitest';
import { isFolder } from '../../../src/cli/watch/is-folder.ts';
import { makeFolder } from '../test-io.ts';

test.each([
  ['a folder', '.', true],
  ['a file', 'a.yaml', false],
  ['nothing', 'b', false],
  ['what would lie below a file', 'a.yaml/b', false],
  ['what cannot be a name', 'x'.repeat(5000), false],
])('%s: %s', (_what, name, expected) => {
  expect(isFolder(path.join(makeFolder({ 'a.yaml': '' }), name))).toBe(expected);
});
