import { quoteWord } from '../base/quote-word.ts';
import { redacted } from '../result/redact.ts';
import type { CaseResult, IterationResult } from '../result/run-result.ts';

/**
 * The command that runs one iteration again: same case, its own seed, same phase, and the options that the run had. Behind it a
 * comment says what it lacks where a secret was left out.
 */
export function replayCommand(
  { file, id }: CaseResult,
  { phase, seed }: IterationResult,
  flags: readonly string[] = [],
): string {
  const words = ['wschaos', 'run', quoteWord(file), '--case', quoteWord(id), '--repeat', '1'];
  // Without it the scenario's own phase would hold, a sweep say.
  words.push('--phase', phase === null ? 'none' : String(Number(phase.toFixed(6))));
  const command = [...words, '--seed', String(seed), ...flags.map(quoteWord)].join(' ');
  return flags.some((flag) => flag.includes(redacted)) ? `${command}  # put in the secret for "${redacted}"` : command;
}
