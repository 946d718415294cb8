import type { FrameView } from '../faults/define-fault.ts';
import { applyMask } from '../wire/mask.ts';

/** The payloads of longer frames are neither gathered nor shown to anyone. */
export const maxInspectedBytes = 2 ** 20;

/** The view with its payload, unmasked. */
export function viewPayload(view: FrameView, masked: Uint8Array): FrameView {
  const { maskKey } = view.header;
  return { ...view, payload: maskKey === undefined ? masked : applyMask(masked, maskKey) };
}

/** All the parts, one after the other; a lone part as it is. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [first, second] = parts;
  if (first !== undefined && second === undefined) return first;
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
