import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listScenarioNames } from '../../../src/cli/completion/list-scenario-names.ts';
import { makeFolder } from '../test-io.ts';

test('there are folders, scenario files, and the bundled ones', () => {
  const cwd = makeFolder({ 'a.yaml': '', 'b.txt': '' });
  for (const name of ['scenarios', 'node_modules']) mkdirSync(path.join(cwd, name));
  expect(listScenarioNames('', cwd)).toEqual(['a.yaml', 'scenarios/', 'builtin:']);
});

test.each([
  ['relative', 'sub/', ''],
  ['absolute', '', 'sub/'],
])('a folder that is named, %s, shows its own', (_what, begun, below) => {
  const cwd = makeFolder();
  mkdirSync(path.join(cwd, 'sub/deep'), { recursive: true });
  const name = begun === '' ? `${cwd}/${below}` : begun;
  expect(listScenarioNames(name, cwd)).toEqual([`${name}deep/`, 'builtin:']);
});

test('a folder that is not there has nothing', () => {
  expect(listScenarioNames('none/', makeFolder())).toEqual(['builtin:']);
});

test('behind builtin: stand suites and scenarios, the large ones too', () => {
  const names = listScenarioNames('builtin:', '/');
  expect(names).toEqual(expect.arrayContaining(['builtin:ci', 'builtin:refuse', 'builtin:large/herd-2000']));
  expect(new Set(names).size).toBe(names.length);
});
