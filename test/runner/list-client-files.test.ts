import path from 'node:path';
import { expect, test } from 'vitest';
import { listClientFiles } from '../../src/runner/list-client-files.ts';
import { loadScenarioFiles } from '../../src/runner/load-scenario-files.ts';
import { makeFolder } from '../cli/test-io.ts';

test.each([
  ['none of the reference client', 'reference', []],
  ['the module', '{ type: module, module: c.mjs }', ['c.mjs']],
  [
    'the arguments that are files, and no program from elsewhere',
    '{ type: command, command: [node, c.py, -v] }',
    ['c.py'],
  ],
  ['a program of its own', '{ type: command, command: [./c.py] }', ['c.py']],
  ['the page', '{ type: browser, page: p.html }', ['p.html']],
  ['none of a page on a server', '{ type: browser, page: "http://127.0.0.1:1/" }', []],
])('it is %s', (_what, client, expected) => {
  const text = `version: 1\nname: it\ntarget: { builtin: echo }\nclient: ${client}\n`;
  const cwd = makeFolder({ 'it.yaml': text, 'c.mjs': '', 'c.py': '', 'p.html': '' });
  const [only] = loadScenarioFiles(['it.yaml'], {}, {}, cwd).cases;
  const files = only === undefined ? undefined : listClientFiles(only.client);
  expect(files?.map((file) => path.relative(cwd, path.resolve(cwd, file)))).toEqual(expected);
});
