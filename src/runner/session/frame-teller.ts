import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { FrameHeader } from '../../wire/frame.ts';
import type { LogEntry, Told } from './log-entry.ts';
import { tellFrame } from './tell-frame.ts';

/** Frames of which only one thing was told, that they came or that they went; of the oldest beyond them no more is told. */
const maxHalfTold = 10_000;

/**
 * Tells frames: one that is passed on at once is told once, one that is held back when it comes and when it goes. The header is
 * the same object both times, and what is passed on at once has gone before it is told to have come.
 */
export function createFrameTeller(
  payloadBytes: number,
  add: (told: Told) => LogEntry,
): (event: Extract<ProxyEvent, { kind: 'frame' | 'delivered' }>) => void {
  /** Header → the id of its entry, and what was told already. */
  const halfTold = new Map<FrameHeader, { readonly id: number; readonly kind: 'frame' | 'delivered' }>();

  return ({ kind, connection, frame, t }) => {
    const { header, direction } = frame;
    const known = halfTold.get(header);
    if (known !== undefined) {
      halfTold.delete(header);
      if (kind === 'delivered') add({ kind, connection, direction, frame: known.id, t });
      return;
    }
    const { id } = add({
      kind: 'frame',
      connection,
      ...tellFrame(frame, payloadBytes),
      delivered: kind !== 'frame',
      t,
    });
    halfTold.set(header, { id, kind });
    if (halfTold.size <= maxHalfTold) return;
    for (const oldest of halfTold.keys()) {
      halfTold.delete(oldest);
      break;
    }
  };
}
