import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const scenario = quickScenario().replace('{ count: 2, maxInvalid: 1 }', '{ maxInvalid: 1 }');

async function run(cwd: string, ...argv: readonly string[]) {
  const io = createTestIo({ cwd, columns: 120 });
  const code = await main(['run', 'quick.yaml', ...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const read = (cwd: string, file: string) => JSON.parse(readFileSync(path.join(cwd, file), 'utf8')) as RunResult;

test('a run is compared with the baseline that an earlier one saved, and says so behind the table', async () => {
  const cwd = makeFolder({ 'quick.yaml': scenario });
  const saved = await run(cwd, '--save-baseline', 'kept/base.json');
  expect(saved.stderr).toContain('baseline: kept/base.json\n');
  expect(read(cwd, 'kept/base.json').cases[0]?.iterations.length).toBe(20);

  const compared = await run(cwd, '--baseline', 'kept/base.json', '--tolerance', '10s');
  expect(compared.stdout).toMatch(
    /✓ pass[\s\S]*\nthis run against kept\/base\.json \(wschaos [^)]*, seed 1\): 0 slower/,
  );
  expect(compared.code).toBe(0);
  expect(read(cwd, 'wschaos-results/results.json').comparison?.cases).toMatchObject([
    { kind: 'compared', design: 'paired' },
  ]);
});

test('a baseline that cannot be written hides no verdict', async () => {
  const reporter = "import { rmSync } from 'node:fs'; export default () => rmSync('kept', { recursive: true });";
  const cwd = makeFolder({ 'quick.yaml': quickScenario('', 'attempts.max < 1') });
  writeFileSync(path.join(cwd, 'r.mjs'), reporter.replace("'kept'", JSON.stringify(path.join(cwd, 'kept'))));
  const { code, stderr } = await run(cwd, '--save-baseline', 'kept/base.json', '--reporter', './r.mjs', '-q');
  expect(stderr).toMatch(/^wschaos: cannot write .*kept\/base\.json: no such file or directory\n$/);
  expect(code).toBe(1);
});

test('a run that is slower than its baseline fails', async () => {
  const cwd = makeFolder({ 'quick.yaml': scenario });
  await run(cwd, '--save-baseline', 'base.json', '-q');
  const slower = scenario.replaceAll('20ms }', '400ms }').replace('initial: 20ms', 'initial: 400ms');
  const other = makeFolder({ 'quick.yaml': slower, 'base.json': readFileSync(path.join(cwd, 'base.json'), 'utf8') });
  const { code, stdout } = await run(other, '--baseline', 'base.json');
  expect(code).toBe(1);
  expect(stdout).toMatch(/schedule\.0 .* ✗ slower/);
  expect(stdout).toContain('note  quick: not paired: the case differs');
});

test.each([
  ['--metric', 'detection'],
  ['--tolerance', '5%'],
])('%s without a baseline is an error, for it would do nothing', async (flag, value) => {
  const cwd = makeFolder({ 'quick.yaml': scenario });
  const { code, stderr } = await run(cwd, '--dry-run', '--save-baseline', 'base.json', flag, value);
  expect(code).toBe(2);
  expect(stderr).toContain(`wschaos: ${flag} is about a comparison: it needs --baseline beside it\n`);
});

test('a baseline that is not there ends it before anything is measured', async () => {
  const { code, stderr } = await run(makeFolder({ 'quick.yaml': scenario }), '--baseline', 'no.json');
  expect(code).toBe(2);
  expect(stderr).toBe(
    'wschaos: cannot read no.json: no such file or directory\n' +
      'wschaos run --save-baseline FILE makes one, of the code before your change.\n',
  );
});
