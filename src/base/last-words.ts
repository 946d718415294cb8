import { stripTerminalCodes } from './strip-terminal-codes.ts';

/**
 * What a program that ended said of the reason: the last line that names an error, as `Error: boom`, and else the last one.
 * Runtimes print more behind it, a stack or their version.
 */
export function lastWords(lines: readonly string[]): string {
  const said = lines.map((line) => stripTerminalCodes(line).trim()).filter((line) => line !== '');
  return said.findLast((line) => namesError.test(line)) ?? said.at(-1) ?? '';
}

/** `TypeError: …`, `ValueError: …`, `fatal: …`, `panic: …`; not the word somewhere in a stack. */
const namesError = /^(\[?\w*(error|exception)\b|fatal\b|panic\b|uncaught\b)[^\n]*:/i;
