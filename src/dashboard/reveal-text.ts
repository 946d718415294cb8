/** What does not show, or changes how the rest shows: controls, marks of direction, spaces without width, lone surrogates. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text of the wire as one line in which nothing is hidden: each character that cannot be seen becomes a sign of its own. */
export function revealText(text: string): string {
  return text.replace(unseen, nameOf);
}

/** U+2400 on are pictures of the controls. */
function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x09) return '⇥ ';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
