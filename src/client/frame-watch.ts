import { opcodes } from '../wire/frame.ts';
import { createFrameScanner } from '../wire/frame-scanner.ts';

/** What ended in one chunk from the server. */
export interface FramesSeen {
  /** At least one frame was completed. */
  readonly completed: boolean;
  /** The code of a Close frame; 1005 when it held none. */
  readonly closeCode: number | undefined;
}

/**
 * Sees the frames of one connection as they arrive, beside `ws`: that tells of a Close frame only when TCP has ended as well,
 * which a faulty server can put off for ever, and of a fragment not at all.
 */
export function createFrameWatch(): (chunk: Uint8Array) => FramesSeen {
  const scanner = createFrameScanner();
  let code = 0;
  return (chunk) => {
    let completed = false;
    let closeCode: number | undefined;
    for (const { frame, starts, ends, payloadStart, payloadOffset, end } of scanner.scan(chunk)) {
      completed ||= ends;
      if (frame.opcode !== opcodes.close || closeCode !== undefined) continue;
      if (starts) code = 0;
      // The code is the first two bytes, and nothing says that they come in one chunk (RFC 6455 §5.5.1).
      for (let at = payloadStart; at < end && payloadOffset + at - payloadStart < 2; at++) {
        code = code * 256 + (chunk[at] as number);
      }
      if (ends) closeCode = frame.payloadLength < 2 ? 1005 : code;
    }
    return { completed, closeCode };
  };
}
