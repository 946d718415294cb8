import path from 'node:path';
import { expect, test } from 'vitest';
import { describeModuleError } from '../../../src/runner/subject/describe-module-error.ts';
import { importDefault } from '../../../src/runner/subject/import-default.ts';
import { makeFolder } from '../../cli/test-io.ts';

test.each([
  ['an error, with its place', 'a.mjs', '\nthrow new Error("a\\n  b");', /^a b \(at .*\/a\.mjs:2:7\)$/],
  ['an import of what is not there', 'a.mjs', "\nimport './b.mjs';", /^Cannot find module .* \(at .*\/a\.mjs:2\)$/],
  ['its cause', 'a.mjs', 'throw new Error("a", { cause: new Error("b") })', /^a: b \(at .*\/a\.mjs:1:7\)$/],
  ['what is no error', 'a.mjs', 'throw { a: 1 };', /^it threw \{ a: 1 \}$/],
  ['the parser of TypeScript', 'a.ts', 'export default (;', /^(?!ParseError).*Unexpected token/],
])('%s', async (_what, name, text, said) => {
  const file = path.join(makeFolder({ [name]: text }), name);
  const error = await importDefault(file).catch((thrown: unknown) => thrown);
  expect(describeModuleError(error, file)).toMatch(said);
});

test('what it was read anew as is not part of its name', async () => {
  const file = path.join(makeFolder({ 'a.mjs': '\nthrow new Error("a");' }), 'a.mjs');
  const error = await importDefault(file, 12.5).catch((thrown: unknown) => thrown);
  expect(describeModuleError(error, file)).toMatch(/^a \(at .*\/a\.mjs:2:7\)$/);
});
