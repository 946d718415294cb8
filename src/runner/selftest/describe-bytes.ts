import { createHash } from 'node:crypto';

/** A longer line, or run of bytes that are no text, is told by its beginning, its length and its digest. */
const maxShownBytes = 96;

/** Bytes as lines that are equal only when the bytes are: text as JSON strings, one for each line of it, the rest in hex. */
export function describeBytes(bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const newline = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, newline < 0 ? bytes.length : newline + 1);
    if (!isText(line)) break;
    lines.push(shorten(line, (shown) => JSON.stringify(Buffer.from(shown).toString('latin1'))));
    at += line.length;
  }
  if (at < bytes.length) lines.push(shorten(bytes.subarray(at), (shown) => Buffer.from(shown).toString('hex')));
  return lines;
}

/** The first bytes of SHA-256: enough to tell two streams apart. */
export function formatDigest(hash: ReturnType<typeof createHash>): string {
  return `sha256 ${hash.digest('hex').slice(0, 16)}`;
}

function shorten(bytes: Uint8Array, show: (bytes: Uint8Array) => string): string {
  if (bytes.length <= maxShownBytes) return show(bytes);
  const digest = formatDigest(createHash('sha256').update(bytes));
  return `${show(bytes.subarray(0, 32))}… (${bytes.length} bytes, ${digest})`;
}

/** ISO 8859-1, as heads are, and what separates lines. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0,
  );
}
