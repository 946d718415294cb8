import type { TracedPayload } from '../../result/trace/trace-line.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The beginning of a payload as a line of a trace shows it: as text where it is one, else in hex.
 * @param length - of the whole
 */
export function tracePayload(bytes: Uint8Array, length: number): TracedPayload {
  const cut = bytes.length < length ? ({ cut: true } as const) : {};
  const text = decode(bytes, bytes.length < length ? 3 : 0);
  if (text !== undefined) return { text, ...cut };
  return { hex: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''), ...cut };
}

/** A cut may leave a part of a character, up to three bytes of it. */
function decode(bytes: Uint8Array, slack: number): string | undefined {
  for (let missing = 0; missing <= Math.min(slack, bytes.length); missing++) {
    try {
      return decoder.decode(bytes.subarray(0, bytes.length - missing));
    } catch {
      // No character ends there.
    }
  }
  return undefined;
}
