import type { RunResult } from '../result/run-result.ts';

/** `wschaos 1.0.0 · 5 scenarios, 7 cases, 110 iterations · seed 7` */
export function summaryLine({ tool, cases, seed, shard, interrupted }: RunResult): string {
  const scenarios = new Set(cases.map(({ file }) => file)).size;
  const iterations = cases.reduce((sum, one) => sum + one.iterations.length, 0);
  const parts = [
    `wschaos ${tool}`,
    [count(scenarios, 'scenario'), count(cases.length, 'case'), count(iterations, 'iteration')].join(', '),
    `seed ${seed}`,
  ];
  if (shard.total > 1) parts.push(`shard ${shard.index}/${shard.total}`);
  if (interrupted) parts.push('interrupted');
  return parts.join(' · ');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
