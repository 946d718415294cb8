const esc = String.fromCharCode(27);
const bel = String.fromCharCode(7);

/**
 * ECMA-48 §5.3–5.6: a control sequence (colours, movements of the cursor); a string up to its terminator (the address of a link,
 * a title of the window); any other escape sequence.
 */
const terminalCodes = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^${bel}${esc}\\n]*(?:${bel}|${esc}\\\\)|[ -/]+[0-~]|[0-OQ-WYZ\\\\\`-~])`,
  'g',
);

/** The text without what a terminal takes for commands; the words of a link stay, and its address goes. */
export function stripTerminalCodes(text: string): string {
  return text.replace(terminalCodes, '');
}
