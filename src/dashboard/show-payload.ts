import type { Payload } from './api-types.ts';
import { revealText } from './reveal-text.ts';

/** A payload as lines to read. */
export interface ShownPayload {
  readonly lines: readonly string[];
  /** How it is shown; bytes that are no text are hex however it was asked. */
  readonly as: 'text' | 'hex';
}

const bytesPerLine = 16;

/** Shows a payload so that nothing in it acts on the page: each character that cannot be seen by a sign of its own. */
export function showPayload(payload: Payload, as: 'text' | 'hex'): ShownPayload {
  if ('hex' in payload) return { as: 'hex', lines: dump(fromHex(payload.hex)) };
  if (as === 'hex') return { as, lines: dump(new TextEncoder().encode(payload.text)) };
  return { as, lines: payload.text.split('\n').map(revealText) };
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
}

function dump(bytes: Uint8Array): readonly string[] {
  return Array.from({ length: Math.ceil(bytes.length / bytesPerLine) }, (_, row) => {
    const part = [...bytes.subarray(row * bytesPerLine, (row + 1) * bytesPerLine)];
    const pairs = part.map((byte) => byte.toString(16).padStart(2, '0'));
    const hex = [pairs.slice(0, 8), pairs.slice(8)].map((half) => half.join(' ')).join('  ');
    const text = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '·')).join('');
    const offset = (row * bytesPerLine).toString(16).padStart(6, '0');
    return `${offset}  ${hex.padEnd(bytesPerLine * 3)}  ${text}`;
  });
}
