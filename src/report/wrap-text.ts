/**
 * Breaks a text at spaces so that no line has more than `width` characters, `indent` before every line but the first
 * included; a longer word stays whole. `used` characters stand before the text on its first line.
 */
export function wrapText(text: string, width: number, indent: number, used = indent): string {
  const lines: string[] = [];
  let line = '';
  let room = width - used;
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= room || line === '') {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
    room = width - indent;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
