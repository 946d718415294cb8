import path from 'node:path';
import { expect, test } from 'vitest';
import { listImports } from '../../../src/cli/watch/list-imports.ts';
import { makeFolder } from '../test-io.ts';

const imports = (files: Readonly<Record<string, string>>, first: string) => {
  const folder = makeFolder(files);
  return listImports(path.join(folder, first)).map((file) => path.relative(folder, file));
};

test.each([
  ['a static import', "import { a } from './a.ts';", ['main.ts', 'a.ts']],
  ['one for its effect', "import './a.ts'", ['main.ts', 'a.ts']],
  ['an export', 'export * from "./a.ts"', ['main.ts', 'a.ts']],
  ['a dynamic import', "const a = await import('./a.ts')", ['main.ts', 'a.ts']],
  ['a require', "require('./a')", ['main.ts', 'a.ts']],
  ['the name that the compiler gives it', "import './a.js'", ['main.ts', 'a.ts']],
  ['a package', "import ws from 'ws'", ['main.ts']],
  ['a file that is not there', "import './b.ts'", ['main.ts']],
])('%s is followed to its file, if it has one', (_what, text, expected) => {
  expect(imports({ 'main.ts': text, 'a.ts': '' }, 'main.ts')).toEqual(expected);
});

test('imports of imports are followed, round a circle once', () => {
  const files = { 'a.mjs': "import './b.mjs'", 'b.mjs': "import './c.mjs'; import './a.mjs'", 'c.mjs': '' };
  expect(imports(files, 'a.mjs')).toEqual(['a.mjs', 'b.mjs', 'c.mjs']);
});

test('what is no JavaScript is a file alone, there or not', () => {
  expect(imports({ 'a.py': "import './b.ts'", 'b.ts': '' }, 'a.py')).toEqual(['a.py']);
  expect(imports({}, 'a.ts')).toEqual(['a.ts']);
});
