import type { FrameView } from '../faults/define-fault.ts';
import { applyMask } from '../wire/mask.ts';

/** The payloads of longer frames are neither gathered nor shown to anyone. */
export const maxInspectedBytes = 2 ** 20;

/** The view with its payload, unmasked. */
export function viewPayload(view: FrameView, masked: Uint8Array): FrameView {
  const { maskKey } = view.header;
  return { ...view, payload: maskKey === undefined ? masked : applyMask(masked, maskKey) };
}

/** Gathers the payload of one frame from the parts that chunks bring. */
export interface PayloadGatherer {
  add(part: Uint8Array): void;
  /** All that was added, unmasked, in the view; starts anew. */
  complete(view: FrameView): FrameView;
}

export function createPayloadGatherer(): PayloadGatherer {
  let parts: Uint8Array[] = [];
  return {
    add(part) {
      if (part.length > 0) parts.push(part);
    },
    complete(view) {
      const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      parts = [];
      return viewPayload(view, bytes);
    },
  };
}
