import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { bounded, type Figure, median, plain } from './figures.ts';

const rounds = 21;
/** Over a bare Node. */
const mostVersionMs = 150;

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = `${root}bin/wschaos.js`;

const calls = {
  bare: ['-e', '0'],
  version: [program, '--version'],
  help: [program, '--help'],
  faults: [program, 'faults', 'reset'],
  validate: [program, 'validate', 'builtin:refuse'],
} as const;
type Call = keyof typeof calls;

/** How long commands take until they are done, over a Node that does nothing. They take turns, so that noise meets all alike. */
export async function benchStartup(): Promise<readonly Figure[]> {
  // What is shipped is started, as it is now.
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
  const took: Record<Call, number[]> = { bare: [], version: [], help: [], faults: [], validate: [] };
  for (let round = 0; round < rounds; round++) {
    for (const call of Object.keys(calls) as Call[]) took[call].push(time(calls[call]));
  }
  const over = (call: Call): number => median(took[call]) - median(took.bare);
  return [
    plain('start-up: node -e 0', median(took.bare), ' ms'),
    bounded('start-up: wschaos --version, over it', over('version'), '<=', mostVersionMs, ' ms'),
    plain('start-up: wschaos --help, over it', over('help'), ' ms'),
    plain('start-up: wschaos faults reset, over it', over('faults'), ' ms'),
    plain('start-up: wschaos validate builtin:refuse, over it', over('validate'), ' ms'),
  ];
}

function time(argv: readonly string[]): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')} gave ${status}: ${stderr}`);
  return performance.now() - startedAt;
}
