/** Each glyph of ours and what stands for it; those of boxes have the same width, so that columns stay. */
const substitutes: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '·': '/',
  '–': '-',
  '†': '*',
  µ: 'u',
  '←': '<-',
  '≥': '>=',
  '…': '...',
  '−': '-',
  '∞': 'inf',
};

/** Replaces the glyphs that reports use; everything else, such as a name that the user gave, stays. */
export function toAscii(text: string): string {
  return text.replace(/[✓✗·–†µ←≥…−∞]/gu, (glyph) => substitutes[glyph] ?? glyph);
}
