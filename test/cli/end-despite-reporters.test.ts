import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { endDespiteReporters } from '../../src/cli/end-despite-reporters.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { exampleRun } from '../report/example-run.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const own = (module: string) => ({ kind: 'own', module, source: '--reporter', file: undefined }) as const;

test('who left something behind is named', () => {
  const io = createTestIo();
  endDespiteReporters([own('./a.mjs')], io);
  io.linger();
  expect(io.stderr.text.startsWith('wschaos: reporter ./a.mjs left something running, ')).toBe(true);
});

test('without a reporter of the user nothing is ended', () => {
  const io = createTestIo();
  endDespiteReporters([{ kind: 'built-in', reporter: json, file: undefined }], io);
  io.linger();
  expect(io.stderr.text).toBe('');
});

const leaves = "setInterval(() => {}, 1000); export default () => { setInterval(() => {}, 1000); return 'mine\\n'; };";

test.each([
  ['a run', ['run', 'quick.yaml', '--no-progress'], 0],
  ['a run with a mistake', ['run', 'mistake.yaml'], 2],
  ['a report of a failure', ['report', 'results.json'], 1],
])('%s ends with its own code, whatever a reporter leaves behind', async (_what, argv, code) => {
  const cwd = makeFolder({ 'r.mjs': leaves, 'quick.yaml': quickScenario(), 'mistake.yaml': 'version: 1\nnme: x' });
  const results = json.render(exampleRun, { width: 80, color: paintNothing, ascii: false }) as string;
  writeFileSync(path.join(cwd, 'results.json'), results);
  const ended = await spawnWschaos([...argv, '--reporter', './r.mjs'], { cwd }).ended;
  expect([ended.code, ended.stdout]).toEqual([code, code === 2 ? '' : 'mine\n']);
  if (code !== 2) expect(ended.stderr).toContain('wschaos: reporter ./r.mjs left something running');
});
