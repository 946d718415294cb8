import { type HeadScan, startHeadScan } from './head-scan.ts';

/** What a head reader knows after a chunk. */
export type HeadReading =
  | { readonly kind: 'incomplete' }
  | {
      readonly kind: 'complete';
      /** From the first byte through the empty line, as it came. */
      readonly head: Uint8Array;
      /** What the last chunk holds behind it: the first frames, or a body. A view of that chunk. */
      readonly rest: Uint8Array;
    }
  /** `bytes` is all that was fed, to be relayed or thrown away. */
  | { readonly kind: 'too-long'; readonly bytes: Uint8Array }
  | { readonly kind: 'not-http'; readonly bytes: Uint8Array };

/** Finds the end of the head of one HTTP/1.x request or response. */
export interface HeadReader {
  /**
   * Takes the next chunk.
   *
   * @throws Error when it is fed again after another answer than `incomplete`: each head takes a reader of its own.
   */
  feed(chunk: Uint8Array): HeadReading;
  /** A copy of what was fed while the head is incomplete, for the time when the source ends. */
  readonly pending: Uint8Array;
}

/**
 * Lines may end in CR LF or a lone LF, and empty lines may come first (RFC 9112 §2.2). That bytes are no HTTP is told as
 * soon as the start line shows it, with TLS in the first byte; header lines are for the peer to judge.
 *
 * @param limits `maxBytes`: how long a head may be, its empty line included.
 */
export function createHeadReader({ maxBytes }: { readonly maxBytes: number }): HeadReader {
  const scan: HeadScan = startHeadScan();
  let held = new Uint8Array(0);
  let heldLength = 0;
  let finished = false;

  const hold = (bytes: Uint8Array): void => {
    const needed = heldLength + bytes.length;
    if (needed > held.length) {
      const grown = new Uint8Array(Math.max(needed, held.length * 2));
      grown.set(held.subarray(0, heldLength));
      held = grown;
    }
    held.set(bytes, heldLength);
    heldLength = needed;
  };

  const finish = (kind: 'too-long' | 'not-http', chunk: Uint8Array): HeadReading => {
    finished = true;
    hold(chunk);
    return { kind, bytes: held.slice(0, heldLength) };
  };

  return {
    feed(chunk) {
      if (finished) throw new Error('this head is finished; the next one takes a new reader');
      const room = maxBytes - heldLength;
      for (let at = 0; at < chunk.length; at++) {
        if (at >= room) return finish('too-long', chunk);
        const seen = scan(chunk[at] as number);
        if (seen === 'not-http') return finish('not-http', chunk);
        if (seen === 'end') {
          finished = true;
          hold(chunk.subarray(0, at + 1));
          return { kind: 'complete', head: held.slice(0, heldLength), rest: chunk.subarray(at + 1) };
        }
      }
      hold(chunk);
      return { kind: 'incomplete' };
    },
    get pending() {
      return held.slice(0, heldLength);
    },
  };
}
