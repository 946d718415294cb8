import path from 'node:path';
import { expect, test } from 'vitest';
import { listSources } from '../../../src/cli/watch/list-sources.ts';
import { makeFolder } from '../test-io.ts';

const scenario = (client: string, more = '') => `version: 1
name: one
target: { builtin: echo }
client: ${client}
faults: [{ fault: reset, at: 1s }]
${more}`;

const sources = (files: Readonly<Record<string, string>>, named = ['one.yaml']) => {
  const cwd = makeFolder(files);
  return listSources(named, { cwd, env: {} }).files.map((file) => path.relative(cwd, file));
};

const all = {
  'c.mjs': "import './lib.mjs'",
  'lib.mjs': '',
  'c.py': '',
  'p.html': '<script src=lib.mjs>',
  'c.sh': '',
  'k.pem': '',
};

test.each([
  ['its own alone', 'reference', '', ['one.yaml']],
  ['a module, and what that imports', '{ type: module, module: c.mjs }', '', ['c.mjs', 'lib.mjs', 'one.yaml']],
  ['a module that is not there', '{ type: module, module: d.mjs }', '', ['d.mjs', 'one.yaml']],
  ['a page, and its scripts', '{ type: browser, page: p.html }', '', ['lib.mjs', 'one.yaml', 'p.html']],
  ['a module below a file', '{ type: module, module: c.mjs/x/y.mjs }', '', ['c.mjs/x/y.mjs', 'one.yaml']],
  ['arguments of a command', '{ type: command, command: [/usr/bin/python3, c.py, -x] }', '', ['c.py', 'one.yaml']],
  ['a command of its own', '{ type: command, command: [./c.sh, "1"] }', '', ['c.sh', 'one.yaml']],
  ['certificates', 'reference', 'listen: { tls: { cert: c.pem, key: k.pem } }', ['c.pem', 'k.pem', 'one.yaml']],
  ['what it extends', 'reference', 'extends: base.yaml', ['base.yaml', 'one.yaml']],
])('a scenario depends on %s', (_what, client, more, expected) => {
  expect(sources({ ...all, 'one.yaml': scenario(client, more), 'base.yaml': 'tags: [a]' })).toEqual(expected);
});

test('the command of a target is among them', () => {
  const target = '{ command: [node, c.mjs], url: "ws://127.0.0.1:1" }';
  const text = scenario('reference').replace('{ builtin: echo }', target);
  expect(sources({ ...all, 'one.yaml': text })).toEqual(['c.mjs', 'lib.mjs', 'one.yaml']);
});

test.each([
  ['with a mistake in it', { 'one.yaml': 'version: 1\nextends: b.yaml\nnme: x' }, ['b.yaml', 'one.yaml']],
  ['that is not there yet', {}, ['one.yaml']],
])('of a scenario %s that is known which was read', (_what, files, expected) => {
  expect(sources(files)).toEqual(expected);
});

test('a folder stands for the files that it has at the time', () => {
  expect(sources({ 'one.yaml': scenario('reference'), 'two.yml': '' }, ['.'])).toEqual(['one.yaml', 'two.yml']);
});

test('programs of the user that are no clients are among them, without what they import', () => {
  const cwd = makeFolder({ 'one.yaml': scenario('reference'), 'r.mjs': "import './lib.mjs'", 'lib.mjs': '' });
  const { files } = listSources(['one.yaml'], { cwd, env: {}, programs: ['./r.mjs'] });
  expect(files).toEqual([path.join(cwd, 'one.yaml'), path.join(cwd, 'r.mjs')]);
});

test('without any file the folder is known in which one may come', () => {
  const cwd = makeFolder();
  expect(listSources([], { cwd, env: {} })).toEqual({ files: [], folders: [path.join(cwd, 'scenarios')] });
});
