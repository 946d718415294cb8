import { cleanLine, cleanText } from './clean-text.ts';

/** A text as it stands, within a line or a cell of GitHub's Markdown: nothing in it is markup, HTML or a link. */
export function escapeMarkdown(text: string): string {
  return (
    cleanLine(text)
      .replace(/[\\`*_{}[\]()|#~<>!]/g, '\\$&')
      .replaceAll('&', '&amp;')
      // GitHub makes links of addresses that stand in a text, `www.` and mail included; of the latter also where it is escaped.
      .replaceAll('://', '\\://')
      .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`)
      .replaceAll('@', '<!-- -->@')
      .replace(/^([-+=]|\d+[.)](?=\s|$))/, (start) =>
        /^\d/.test(start) ? `${start.slice(0, -1)}\\${start.slice(-1)}` : `\\${start}`,
      )
  );
}

/** Lines as they stand, behind a fence that none of them closes. */
export function fenceMarkdown(lines: readonly string[]): string {
  const text = cleanText(lines.join('\n'));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
