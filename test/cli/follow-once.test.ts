import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findScenarioFiles } from '../../src/cli/find-scenario-files.ts';
import { followOnce } from '../../src/cli/follow-once.ts';
import { listFolders } from '../../src/cli/watch/list-folders.ts';
import { makeFolder } from './test-io.ts';

/** A project whose scenarios have links in a circle, into packages and to nothing. */
function project(): string {
  const cwd = makeFolder();
  for (const folder of ['scenarios/b', 'node_modules/p']) mkdirSync(path.join(cwd, folder), { recursive: true });
  for (const file of ['scenarios/b/a.yaml', 'node_modules/p/p.yaml']) writeFileSync(path.join(cwd, file), '');
  symlinkSync('..', path.join(cwd, 'scenarios/again'));
  symlinkSync('../node_modules', path.join(cwd, 'scenarios/mods'));
  symlinkSync('nowhere', path.join(cwd, 'scenarios/gone.yaml'));
  return cwd;
}

test('each that is found is followed once, and none into packages', () => {
  const names = ['again/scenarios/b/a.yaml', 'b/a.yaml', 'gone.yaml', 'mods/p/p.yaml', '.'];
  expect(followOnce(names, path.join(project(), 'scenarios'))).toEqual(['b/a.yaml', 'gone.yaml']);
});

test('in installed packages, what the user went to is found', () => {
  expect(followOnce(['p.yaml'], path.join(project(), 'node_modules/p'))).toEqual(['p.yaml']);
});

test.each([[[]], [['scenarios']], [['scenarios/**/*.yaml']]])('scenarios of %j are found so', (given) => {
  expect(findScenarioFiles(given, project())).toEqual(['scenarios/b/a.yaml']);
});

test('folders are watched so', () => {
  const cwd = project();
  const names = listFolders([], cwd).map((folder) => path.relative(cwd, folder));
  expect(names.sort()).toEqual(['scenarios', 'scenarios/b']);
});
