import { expect, test } from 'vitest';
import { describeClash, loadCases } from '../../src/cli/load-cases.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { caseOf } from './case-of.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const load = (files: Readonly<Record<string, string>>) =>
  loadCases({ files: Object.keys(files), io: createTestIo({ cwd: makeFolder(files) }), paint: paintNothing });

test('cases of all files come in order', () => {
  const other = quickScenario().replace('name: quick', 'name: other');
  expect(load({ 'a.yaml': quickScenario(), 'b.yaml': other }).cases.map(({ id }) => id)).toEqual(['quick', 'other']);
});

test('every problem of every file is told at once', () => {
  const bad = { 'a.yaml': quickScenario('timout: 3s'), 'b.yaml': 'version: 2', 'c.yaml': quickScenario() };
  expect(() => load(bad)).toThrow(`\
4 problems in 2 of 3 files

a.yaml:15:1
  13 | expect:
  14 |   - recovered == 100%
> 15 | timout: 3s
     | ^^^^^^
unknown key "timout" (did you mean "timeout"?)

b.yaml:1:1
> 1 | version: 2`);
});

test('two cases of one name are refused', () => {
  expect(() => load({ 'a.yaml': quickScenario(), 'b.yaml': quickScenario() })).toThrow(
    'both a.yaml and b.yaml have a case "quick"; give one of them another name',
  );
  expect(describeClash([caseOf('', 'a'), caseOf('', 'b')])).toBeUndefined();
});
