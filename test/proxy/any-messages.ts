import fc from 'fast-check';
import { type Direction, type FrameSpec, opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { concat } from '../wire/hex.ts';

/** A frame as a peer sends it, and what it is to its message. */
export interface SentFrame {
  readonly spec: FrameSpec & { readonly payload: Uint8Array };
  readonly bytes: Uint8Array;
  /** Of a message's last or only frame: the whole message as one frame. */
  readonly whole: FrameSpec | undefined;
  /** It begins a message, or is a control frame. */
  readonly starts: boolean;
}

/** A message in so many fragments, each but the first behind as many pings as it says. */
const anyMessage = fc.record({
  opcode: fc.constantFrom(opcodes.text, opcodes.binary),
  parts: fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 4 }),
  pings: fc.nat(2),
  maskKey: fc.uint8Array({ minLength: 4, maxLength: 4 }),
});

/** Legal messages, some fragmented and with control frames between the fragments, then a ping that says `done`. */
export function anyMessages(direction: Direction): fc.Arbitrary<readonly SentFrame[]> {
  return fc.array(anyMessage, { maxLength: 12 }).map((messages) => [
    ...messages.flatMap(({ opcode, parts, pings, maskKey }) => {
      const masked = direction === 'to-server' ? { maskKey } : {};
      const payloads = parts.map((part) => new TextEncoder().encode(part));
      return payloads.flatMap((payload, index) => {
        const isLast = index === payloads.length - 1;
        const spec = { opcode: index === 0 ? opcode : opcodes.continuation, payload, fin: isLast, ...masked };
        const whole = isLast ? { opcode, payload: concat(payloads), ...masked } : undefined;
        const between = index === 0 ? 0 : pings;
        const ping = { opcode: opcodes.ping, payload: Uint8Array.of(index), ...masked };
        return [...Array.from({ length: between }, () => sent(ping, ping, true)), sent(spec, whole, index === 0)];
      });
    }),
    doneFrame(direction),
  ]);
}

/** Bytes in which a stream of {@link anyMessages} ends. */
function doneFrame(direction: Direction): SentFrame {
  const masked = direction === 'to-server' ? { maskKey: Uint8Array.of(1, 2, 3, 4) } : {};
  const spec = { opcode: opcodes.ping, payload: Buffer.from('done'), ...masked };
  return sent(spec, spec, true);
}

function sent(spec: SentFrame['spec'], whole: FrameSpec | undefined, starts: boolean): SentFrame {
  return { spec, bytes: encodeFrame(spec), whole, starts };
}
