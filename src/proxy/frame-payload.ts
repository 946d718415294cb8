import type { FrameView } from '../faults/fault-hooks.ts';
import { applyMask } from '../wire/mask.ts';

/** The payloads of longer frames are neither gathered nor shown to anyone. */
export const maxInspectedBytes = 2 ** 20;

/** The view with its payload, unmasked. */
export function viewPayload(view: FrameView, masked: Uint8Array): FrameView {
  const { maskKey } = view.header;
  return { ...view, payload: maskKey === undefined ? masked : applyMask(masked, maskKey) };
}
