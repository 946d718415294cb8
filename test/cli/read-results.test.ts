import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { readResults } from '../../src/cli/read-results.ts';
import { exampleRun } from '../report/example-run.ts';
import { makeFolder } from './test-io.ts';

test('a results file is read, and keeps the name that the user gave it', () => {
  const folder = makeFolder({ 'base.json': JSON.stringify(exampleRun) });
  expect(readResults('base.json', folder)).toEqual({ file: 'base.json', result: exampleRun });
});

test.each([
  ['a missing file', 'no.json', 'cannot read no.json: no such file or directory', 'make one'],
  ['a folder', '.', 'cannot read .: it is a folder', undefined],
])('%s is refused', (_title, file, message, hint) => {
  try {
    readResults(file, makeFolder(), 'make one');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(WschaosError);
    expect(error).toMatchObject({ code: 'results.unreadable', message, hint });
  }
});

test('of the folder that a run wrote its results into, the file is named', () => {
  const folder = makeFolder({ 'results.json': '{}' });
  expect(() => readResults(folder, '/')).toThrow(
    expect.objectContaining({ hint: `Give the file in it: ${folder}/results.json` }),
  );
});
