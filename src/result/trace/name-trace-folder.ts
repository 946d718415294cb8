/** Longer names are cut: with the paths around them, some systems take no more. */
const maxLength = 80;

/** What no file may be called on Windows, whatever ending it has. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name for the folder of a case that every system takes for a file's: of `drop-pongs/normal`, `drop-pongs@normal`. It follows
 * from the id alone, whatever runs beside it; no two ids have the same, not even where capitals are none: an id that the name
 * does not tell in full has its sum behind a tilde.
 */
export function nameTraceFolder(id: string): string {
  const plain = id
    .replaceAll('/', '@')
    .replace(/[^\w.@-]+/g, '-')
    .replace(/^[.@-]+/, '')
    .slice(0, maxLength)
    .replace(/[.@-]+$/, '');
  const isFaithful = plain !== '' && /^[a-z\d_./-]+$/.test(id) && plain === id.replaceAll('/', '@');
  return isFaithful && !reserved.test(plain) ? plain : `${plain || 'case'}~${sumOf(id)}`;
}

/** FNV-1a, 32 bits. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, '0');
}
