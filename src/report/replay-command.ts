import type { CaseResult, IterationResult } from '../result/run-result.ts';

/** The command that runs one iteration again: same case, same seed, same phase. */
export function replayCommand({ file, id, seed }: CaseResult, { phase }: IterationResult): string {
  const words = ['wschaos', 'run', quote(file), '--case', quote(id), '--repeat', '1'];
  if (phase !== null) words.push('--phase', String(Number(phase.toFixed(6))));
  return [...words, '--seed', String(seed), '--trace', 'on'].join(' ');
}

/** For a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
