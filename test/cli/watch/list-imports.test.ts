import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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
])('%s is followed to its file', (_what, text, expected) => {
  expect(imports({ 'main.ts': text, 'a.ts': '' }, 'main.ts')).toEqual(expected);
});

test('imports of imports are followed, round a circle once', () => {
  const files = { 'a.mjs': "import './b.mjs'", 'b.mjs': "import './c.mjs'; import './a.mjs'", 'c.mjs': '' };
  expect(imports(files, 'a.mjs')).toEqual(['a.mjs', 'b.mjs', 'c.mjs']);
});

test.each([
  ['the compiler names otherwise', "import './b.jsx'", 'b.tsx'],
  ['is written without its ending', "import './b'", 'b.tsx'],
  ['is written without its ending', "import './b'", 'b.jsx'],
  ['is a folder with an index', "import './b'", 'b/index.mjs'],
])('an import that %s is found as %s', (_what, text, name) => {
  const folder = makeFolder({ 'main.ts': text });
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(folder, name), '');
  expect(listImports(path.join(folder, 'main.ts'))).toEqual([path.join(folder, 'main.ts'), path.join(folder, name)]);
});

test('of an import that is not found those are told that it can mean', () => {
  expect(imports({ 'a.mjs': "import './lib/b.mjs'" }, 'a.mjs')).toEqual(['a.mjs', 'lib/b.mjs', 'lib/b.mts']);
  expect(imports({ 'a.ts': "import './b.js'" }, 'a.ts')).toEqual(['a.ts', 'b.js', 'b.ts', 'b.tsx']);
  expect(imports({ 'a.ts': "import './b'" }, 'a.ts')).toEqual(
    expect.arrayContaining(['b', 'b.ts', 'b.jsx', 'b/index.js', 'b.json']),
  );
});

describe('of a page', () => {
  const files = { 'a.mjs': "import './b.mjs'", 'b.mjs': '' };
  test.each([
    ['a script', '<script type="module" src="./a.mjs"></script>', ['p.html', 'a.mjs', 'b.mjs']],
    ['one without a dot or quotes', '<SCRIPT SRC=b.mjs defer></SCRIPT>', ['p.html', 'b.mjs']],
    ['one from the root of its server', "<script src='/b.mjs?v=1#x'></script>", ['p.html', 'b.mjs']],
    ['what a script in it imports', "<script type=module>import './b.mjs';</script>", ['p.html', 'b.mjs']],
    ['nothing of other servers', '<script src="https://a.b/b.mjs"></script><script src="//a.b/b.mjs">', ['p.html']],
    ['no script without a source', '<script>let a = 1;</script><p data-src="b.mjs">', ['p.html']],
  ])('%s is followed', (_what, text, expected) => {
    expect(imports({ ...files, 'p.html': text }, 'p.html')).toEqual(expected);
  });
});

test('what is no JavaScript is a file alone, there or not', () => {
  expect(imports({ 'a.py': "import './b.ts'", 'b.ts': '' }, 'a.py')).toEqual(['a.py']);
  expect(imports({}, 'a.ts')).toEqual(['a.ts']);
});
