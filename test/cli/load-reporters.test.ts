import { utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadReporters } from '../../src/cli/load-reporters.ts';
import { parseReporters } from '../../src/cli/reporter-requests.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { plain } from '../../src/report/plain.ts';
import { exampleRun } from '../report/example-run.ts';
import { makeFolder } from './test-io.ts';

const options = { width: 80, color: paintNothing, ascii: false };

/** The first of them, from a folder with these files. */
async function load(text: string, files: Readonly<Record<string, string>> = {}) {
  const requests = parseReporters([{ text, source: '--reporter' }]);
  const [first] = await loadReporters(requests, { cwd: makeFolder(files), output: 'out' });
  if (first === undefined) throw new Error('there is none');
  return first;
}

test.each([
  ['stdout', 'plain', undefined],
  ['the file that was named', 'junit:a/b.xml', 'a/b.xml'],
  ['a file in the output folder', 'junit', 'out/junit.xml'],
])('a reporter writes to %s', async (_what, text, file) => {
  expect((await load(text)).file).toBe(file);
});

test('a built-in one stays what it is', async () => {
  expect((await load('plain')).render(exampleRun, options)).toBe(plain.render(exampleRun, options));
});

describe('a reporter of the user is', () => {
  test.each([
    ['a function', 'a.mjs', "export default (result, { width }) => [result.cases.length, width].join(' ');", '3 80'],
    ['a CommonJS module', 'a.cjs', 'module.exports = ({ seed }) => String(seed);', '7'],
    ['TypeScript', 'a.ts', 'export default ({ seed }: { seed: number }): string => String(seed);', '7'],
    ['an object', 'a.js', 'module.exports = { mark: "x", render() { return this.mark; } };', 'x'],
    ['one that takes its time', 'a.mjs', 'export default async () => "late";', 'late'],
    ['one that has nothing to write', 'a.mjs', 'export default () => {};', ''],
  ])('%s', async (_what, name, module, text) => {
    expect(await (await load(`./${name}`, { [name]: module })).render(exampleRun, options)).toBe(text);
  });

  test('one with a file of its own', async () => {
    const files = { 'a.mjs': "export default { defaultFile: 'a.txt', render: () => 'a' };" };
    expect([(await load('./a.mjs', files)).file, (await load('./a.mjs:b.txt', files)).file]).toEqual([
      'out/a.txt',
      'b.txt',
    ]);
  });
});

describe('a reporter is refused that', () => {
  test.each([
    ['is not there', {}, 'there is no such file'],
    ['has no default export', { 'a.mjs': 'export const render = 1;' }, 'its default export must be a function'],
    ['has none to render with', { 'a.mjs': 'export default { name: "a" };' }, 'its default export must be a function'],
    [
      'has a file without a name',
      { 'a.mjs': 'export default { render() {}, defaultFile: 1 };' },
      'its "defaultFile" must be the name of a file',
    ],
    ['throws, with its place', { 'a.mjs': '\nthrow new Error("no token");' }, /no token \(at .*\/a\.mjs:2:7\)$/],
    ['imports what is not there', { 'a.mjs': "\nimport './b.mjs';" }, /Cannot find module .*\(at .*\/a\.mjs:2\)$/],
  ])('%s', async (_what, files, message) => {
    const error = await load('./a.mjs', files as Readonly<Record<string, string>>).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'reporter.not-loaded' });
    const text = (error as Error).message;
    expect(text.startsWith('--reporter: the reporter ./a.mjs could not be loaded: ')).toBe(true);
    expect(text).toMatch(message);
  });
});

test.each([
  ['null', 'null', 'null'],
  ['a number', '1', 'a value of type number'],
])('%s is no report', async (_what, value, said) => {
  const { render } = await load('./a.mjs', { 'a.mjs': `export default () => ${value};` });
  await expect(render(exampleRun, options)).rejects.toThrow(`it must give a text, or nothing; it gave ${said}`);
});

describe('where reporters may have been loaded before', () => {
  const texts = (name: string, word: string): string =>
    name.endsWith('.cjs') ? `module.exports = () => '${word}';` : `export default () => '${word}';`;

  test.each(['a.mjs', 'a.cjs', 'a.ts'])('%s is read anew once it is another one', async (name) => {
    const cwd = makeFolder();
    const [request] = parseReporters([{ text: `./${name}`, source: '--reporter' }]);
    const render = async (text: string, time: number, isAnew: boolean) => {
      writeFileSync(path.join(cwd, name), text);
      utimesSync(path.join(cwd, name), time, time);
      const [one] = await loadReporters(request === undefined ? [] : [request], { cwd, output: 'out', isAnew });
      return one?.render(exampleRun, options);
    };
    expect(await render(texts(name, 'one'), 1, true)).toBe('one');
    expect(await render(texts(name, 'two'), 2, true)).toBe('two');
    await expect(render(`${'\n'}throw new Error('no token');`, 3, true)).rejects.toThrow(
      new RegExp(`no token \\(at .*/${name.replace('.', '\\.')}:2:7\\)$`),
    );
  });
});
