import path from 'node:path';
import { expect, test } from 'vitest';
import { findImport } from '../../../src/runner/subject/find-import.ts';
import { makeFolder } from '../../cli/test-io.ts';

const source = [
  "import { nopeful } from 'nopeful';",
  "import nope from 'nope';",
  "import { a } from './lib/gone.mjs';",
  'import "@scope/client/part";',
].join('\n');

test.each([
  ['a package', (file: string) => `Cannot find package 'nope' imported from ${file}`, ':2'],
  ['a file', (file: string) => `Cannot find module '/app/lib/gone.mjs' imported from ${file}`, ':3'],
  ['a package of a scope', (file: string) => `Cannot find package '@scope/client' imported from ${file}`, ':4'],
])('%s that is not there is imported at its line', (_what, message, line) => {
  const file = path.join(makeFolder({ 'client.mjs': source }), 'client.mjs');
  expect(findImport(message(file))).toBe(`${file}${line}`);
});

test.each([
  ['another message', "Unexpected token ';'"],
  ['a file that cannot be read', "Cannot find package 'nope' imported from /nowhere/client.mjs"],
])('%s gives no place', (_what, message) => {
  expect(findImport(message)).toBeUndefined();
});

test('an import whose name is put together gives no place', () => {
  const file = path.join(makeFolder({ 'client.mjs': 'await import(name);' }), 'client.mjs');
  expect(findImport(`Cannot find package 'nope' imported from ${file}`)).toBeUndefined();
});
