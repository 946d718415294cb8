import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { claimFromReporters } from '../../src/cli/claim-from-reporters.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { caseOf, exampleRun, runOf } from '../report/example-run.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const own = { kind: 'own', module: './a.mjs', source: '--reporter', file: undefined } as const;

test('who ended the process is named, and the code is the one that was due', () => {
  const io = createTestIo();
  claimFromReporters([own], 1, io);
  expect(io.endFromOutside()).toBe(1);
  expect(io.stderr.text).toBe(
    'wschaos: reporter ./a.mjs ended the process; what was to be written after it is missing.\n',
  );
});

test('without a reporter of the user nothing is claimed', () => {
  const io = createTestIo();
  claimFromReporters([{ kind: 'built-in', reporter: json, file: undefined }], 1, io);
  expect(io.endFromOutside()).toBeUndefined();
});

const told = 'wschaos: reporter ./r.mjs ended the process; what was to be written after it is missing.\n';

test.each([
  ['of a failed run', 'export default () => process.exit(0);', exampleRun, 1, told],
  ['of a run that passed', 'export default () => process.exit(0);', runOf([caseOf()]), 2, told],
  ['while it is loaded', 'process.exit(0);', exampleRun, 2, told],
  [
    'behind its report',
    "export default () => { process.on('beforeExit', () => process.exit(0)); return ''; };",
    exampleRun,
    1,
    '',
  ],
])('a reporter that ends the process %s hides no verdict', async (_when, reporter, run, code, expected) => {
  const results = json.render(run, { width: 80, color: paintNothing, ascii: false });
  const cwd = makeFolder({ 'r.mjs': reporter });
  writeFileSync(path.join(cwd, 'results.json'), results);
  const ended = await spawnWschaos(['report', 'results.json', '--reporter', './r.mjs'], { cwd }).ended;
  expect([ended.code, ended.stderr]).toEqual([code, expected]);
});
