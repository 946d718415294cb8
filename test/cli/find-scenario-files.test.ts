import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findScenarioFiles } from '../../src/cli/find-scenario-files.ts';
import { makeFolder } from './test-io.ts';

function makeProject(): string {
  const folder = makeFolder({ 'a.yaml': '', 'b.yml': '', 'c.txt': '' });
  mkdirSync(path.join(folder, 'scenarios/deep'), { recursive: true });
  for (const name of ['two.yaml', 'one.yaml', 'deep/three.yml', 'README.md']) {
    writeFileSync(path.join(folder, 'scenarios', name), '');
  }
  symlinkSync('a.yaml', path.join(folder, 'link.yaml'));
  symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'));
  return folder;
}

test.each([
  ['below scenarios by default', [], ['scenarios/deep/three.yml', 'scenarios/one.yaml', 'scenarios/two.yaml']],
  ['as named', ['b.yml', 'a.yaml'], ['b.yml', 'a.yaml']],
  ['once, however often named', ['a.yaml', './a.yaml', 'link.yaml'], ['a.yaml']],
  ['of a folder', ['scenarios/deep'], ['scenarios/deep/three.yml']],
  ['that match a pattern', ['scenarios/*.yaml'], ['scenarios/one.yaml', 'scenarios/two.yaml']],
  ['in the package', ['builtin:refuse', 'builtin:refuse'], ['builtin:refuse']],
  ['that are not there, for a message with their name', ['no.yaml'], ['no.yaml']],
  ['that cannot be seen, for a message when they are read', ['loop.yaml'], ['loop.yaml']],
])('files are found %s', (_what, given, expected) => {
  expect(findScenarioFiles(given, makeProject())).toEqual(expected);
});

test('a folder without scenarios, a pattern without matches, nothing at all: each is an error', () => {
  const folder = makeFolder();
  expect(() => findScenarioFiles([], folder)).toThrow(`there is no scenarios/**/*.{yaml,yml} in ${folder}`);
  expect(() => findScenarioFiles(['.'], folder)).toThrow(`there is no **/*.{yaml,yml} in ${folder}`);
  expect(() => findScenarioFiles(['*.yaml'], folder)).toThrow(`there is no *.yaml in ${folder}`);
});

test("what lies below node_modules is nobody's to find, even where a link leads there", () => {
  const project = makeProject();
  const elsewhere = makeFolder();
  mkdirSync(path.join(elsewhere, 'package'));
  writeFileSync(path.join(elsewhere, 'package/foreign.yaml'), '');
  symlinkSync(elsewhere, path.join(project, 'node_modules'));
  symlinkSync(elsewhere, path.join(project, 'scenarios/node_modules'));
  expect(findScenarioFiles(['scenarios'], project)).toHaveLength(3);
  expect(findScenarioFiles(['*/**/*.yaml'], project)).toEqual(['scenarios/one.yaml', 'scenarios/two.yaml']);
  expect(findScenarioFiles(['scenarios/node_modules'], project)).toEqual([
    'scenarios/node_modules/package/foreign.yaml',
  ]);
});

test('what is no file is not read', () => {
  expect(() => findScenarioFiles(['/dev/zero'], '/')).toThrow('"/dev/zero" is no regular file');
});

test('a suite stands for its scenarios, and the scenarios of another folder only for what is not there', () => {
  const project = makeProject();
  expect(findScenarioFiles(['builtin:ci'], project)).toContain('builtin:refuse');
  expect(findScenarioFiles([], project, ['builtin:refuse'])).toHaveLength(3);
  expect(findScenarioFiles([], makeFolder(), ['builtin:refuse'])).toEqual(['builtin:refuse']);
});

test('an unknown bundled scenario is answered with the nearest name', () => {
  expect(() => findScenarioFiles(['builtin:refise'], '/')).toThrow(
    'there is no bundled scenario or suite "refise" (did you mean "refuse"?)',
  );
});
