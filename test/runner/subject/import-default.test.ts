import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importDefault } from '../../../src/runner/subject/import-default.ts';
import { makeFolder } from '../../cli/test-io.ts';

test.each([
  ['an ES module', 'a.mjs', 'export default { a: 1 };', { a: 1 }],
  ['a CommonJS module', 'a.cjs', 'module.exports = { a: 1 };', { a: 1 }],
  ['one that was compiled', 'a.cjs', 'exports.__esModule = true; exports.default = { a: 1 };', { a: 1 }],
  ['TypeScript', 'a.ts', 'const a: number = 1; export default { a };', { a: 1 }],
  ['one without any', 'a.mjs', 'export const a = 1;', undefined],
])('the default export of %s', async (_what, name, text, expected) => {
  expect(await importDefault(path.join(makeFolder({ [name]: text }), name))).toEqual(expected);
});

test('a module is read once, and anew with another version', async () => {
  const file = path.join(makeFolder({ 'a.mjs': 'export default 1;' }), 'a.mjs');
  expect(await importDefault(file)).toBe(1);
  writeFileSync(file, 'export default 2;');
  expect([await importDefault(file), await importDefault(file, 1.5)]).toEqual([1, 2]);
});
