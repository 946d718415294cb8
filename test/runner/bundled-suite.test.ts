import { expect, test } from 'vitest';
import { listSuites } from '../../src/runner/bundled-suite.ts';
import { listBundled } from '../../src/runner/load-scenario-files.ts';

test('there is a suite of every bundled scenario, and one for each of their tags', () => {
  const [all, ...others] = listSuites();
  expect(all).toEqual({ name: 'all', files: listBundled().map((name) => `builtin:${name}`) });
  expect(others.map(({ name }) => name)).toEqual(others.map(({ name }) => name).sort());
  expect(others.find(({ name }) => name === 'ci')?.files).toContain('builtin:refuse');
  expect(others.find(({ name }) => name === 'benign')?.files).toEqual(expect.not.arrayContaining(['builtin:refuse']));
});

test('a tag is never the name of a scenario, so that a name means one thing', () => {
  const names = listBundled();
  expect(listSuites().filter(({ name }) => names.includes(name))).toEqual([]);
});
