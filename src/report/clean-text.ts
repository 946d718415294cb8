import { stripTerminalCodes } from '../base/strip-terminal-codes.ts';

/**
 * Makes a text of the user's, or of a program's, fit for any document: without a terminal's codes, `\n` for every end of
 * line, and U+FFFD for each other control character and for half of a surrogate pair.
 */
export function cleanText(text: string): string {
  return stripTerminalCodes(text)
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
