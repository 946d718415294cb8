/** Longer names are cut: with the paths around them, some systems take no more. */
const maxLength = 80;

/** What no file may be called on Windows, whatever ending it has. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name for the folder of each case that every system takes for a file's: of `drop-pongs/normal`, `drop-pongs-normal`. No two
 * are the same, not even where capitals are none; one that would be, and one that says much less than the id, ends in a sum
 * of the id.
 */
export function nameTraceFolders(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    ids.map((id) => {
      const plain = simplify(id);
      const isFaithful = plain !== '' && plain === id.replaceAll('/', '-') && !reserved.test(plain);
      const name = isFaithful && !taken.has(plain.toLowerCase()) ? plain : `${plain || 'case'}-${sumOf(id)}`;
      taken.add(name.toLowerCase());
      return [id, name];
    }),
  );
}

function simplify(id: string): string {
  return id
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, maxLength)
    .replace(/[.-]+$/, '');
}

/** FNV-1a, 32 bits. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, '0');
}
