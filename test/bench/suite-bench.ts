import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../../src/result/run-result.ts';
import { bounded, type Figure, plain } from './figures.ts';

const repeat = 5;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long the scenarios for continuous integration take, as a pipeline runs them, and whether the machine bore it. */
export async function benchSuite(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wschaos-bench-'));
  const args = ['run', join(root, 'scenarios'), '--tag', 'ci', '-r', String(repeat), '-o', folder, '--quiet'];
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--conditions=wschaos-source', '--import', 'tsx', join(root, 'bin/wschaos.js'), ...args],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAt) / 1_000;
  const { cases } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as RunResult;
  rmSync(folder, { recursive: true });

  const measured = cases.filter((each) => each.status !== 'unmeasured');
  const noisy = measured.reduce((sum, { invalid }) => sum + invalid.length, 0);
  return [
    bounded(`the ${cases.length} cases tagged ci, ${repeat} iterations each: wall time`, seconds, '<=', 60, ' s'),
    bounded('the suite: exit code', exitCode ?? Number.NaN, '<=', 0, ''),
    bounded('the suite: cases that could not be measured', cases.length - measured.length, '<=', 0, ''),
    plain('the suite: iterations that were too noisy', noisy, ''),
    plain(
      'the suite: iterations measured',
      measured.reduce((sum, { iterations }) => sum + iterations.length, 0),
      '',
    ),
  ];
}
