import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createBaselineWriter } from '../../src/cli/save-baseline.ts';
import { compareResults } from '../../src/result/compare/compare-results.ts';
import { baseFile, sweptCase } from '../result/compare/compared-cases.ts';
import { makeFolder } from './test-io.ts';

const base = baseFile(sweptCase());
const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

test('a baseline is written into folders that it makes, and takes the place of an earlier one', () => {
  const folder = makeFolder();
  const write = createBaselineWriter('a/b/base.json', folder);
  expect(write({ ...base.result, seed: 1 })).toBe('baseline: a/b/base.json');
  write(base.result);
  expect(read(folder, 'a/b/base.json')).toEqual(base.result);
});

test('what a run was compared with is no part of a baseline', () => {
  const folder = makeFolder();
  createBaselineWriter('base.json', folder)({ ...base.result, comparison: compareResults(base, base) });
  expect(read(folder, 'base.json')).toEqual(base.result);
});

test('a run that was broken off replaces nothing', () => {
  const folder = makeFolder({ 'base.json': '{}' });
  const said = createBaselineWriter('base.json', folder)({ ...base.result, interrupted: true });
  expect(said).toBe('baseline: base.json stays as it was, for the run was broken off');
  expect(read(folder, 'base.json')).toEqual({});
});

test('a folder is refused before anything is measured', () => {
  expect(() => createBaselineWriter('.', makeFolder())).toThrow('it is a folder');
});
