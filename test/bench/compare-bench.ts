import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { compareResults } from '../../src/result/compare/compare-results.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { bounded, type Figure, plain } from './figures.ts';

const repeat = 20;
const unchanged = 40;
const lengthened = 10;

/** A tenth of the timeout must be more than the tolerance of 30 ms, or else it is none. */
const timeoutsMs = { before: 500, after: 550 } as const;

const scenario = (timeoutMs: number): string => `version: 1
name: drop-pongs
target: { builtin: echo }
client:
  type: reference
  heartbeat: { mode: ping, interval: 500ms, timeout: ${timeoutMs}ms, alive: pong }
  reconnect: { backoff: full-jitter, initial: 50ms, max: 200ms }
faults: [{ fault: drop, with: { frames: pong }, direction: to-client, connections: existing, at: 100ms }]
repeat: { count: ${repeat}, phase: sweep }
timeout: 10s
`;

type Finding = 'slower' | 'not slower' | 'unmeasured';

/** As `wschaos compare` decides, with all that gates. */
function findIn(base: RunResult, head: RunResult): Finding {
  // The scenario of a lengthened timeout is another one; a client of one's own would have changed behind the same scenario.
  const chosen = { base: 'drop-pongs', head: 'drop-pongs' };
  const { cases } = compareResults({ file: 'base', result: base }, { file: 'head', result: head }, { chosen });
  const [compared] = cases;
  if (compared?.kind !== 'compared' || compared.design !== 'paired') return 'unmeasured';
  return compared.metrics.some(({ gates, verdict }) => gates && verdict === 'slower') ? 'slower' : 'not slower';
}

/** How often a comparison calls slower what has not changed, and how often it finds a heartbeat that became a tenth slower. */
export async function benchCompare(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wschaos-bench-'));
  const write = (name: string, timeoutMs: number): string => {
    writeFileSync(join(folder, name), scenario(timeoutMs));
    return join(folder, name);
  };
  const files = { before: write('before.yaml', timeoutsMs.before), after: write('after.yaml', timeoutsMs.after) };
  let invalid = 0;
  const run = async (file: string, seed: number): Promise<RunResult> => {
    const result = await runScenario(file, { seed });
    invalid += result.cases.reduce((sum, each) => sum + each.invalid.length, 0);
    return result;
  };
  const compareOften = async (count: number, head: string, what: string): Promise<readonly Finding[]> => {
    const findings: Finding[] = [];
    for (let seed = 1; seed <= count; seed++) {
      findings.push(findIn(await run(files.before, seed), await run(head, seed)));
      const slower = findings.filter((finding) => finding === 'slower').length;
      process.stderr.write(`compare: ${what} ${seed}/${count}, ${slower} called slower\n`);
    }
    return findings;
  };
  try {
    const same = await compareOften(unchanged, files.before, 'unchanged');
    const late = await compareOften(lengthened, files.after, 'timeout + 10 %');
    const count = (findings: readonly Finding[], wanted: Finding): number =>
      findings.filter((finding) => finding === wanted).length;
    return [
      bounded(
        `${unchanged} comparisons of unchanged code, n = ${repeat}: called slower`,
        count(same, 'slower'),
        '<=',
        1,
        '',
      ),
      bounded(`${lengthened} comparisons, heartbeat timeout + 10 %: called slower`, count(late, 'slower'), '>=', 9, ''),
      bounded('comparisons that could not be measured', count([...same, ...late], 'unmeasured'), '<=', 0, ''),
      plain('compare: iterations that were too noisy', invalid, ''),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
