import type { FrameView } from '../faults/fault-hooks.ts';
import type { Direction, FrameSpec } from '../wire/frame.ts';
import { isControl, opcodes } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import { createFrameScanner } from '../wire/frame-scanner.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import type { DataUnit } from './unit.ts';

/** Encodes a frame of the proxy's own, masked as its sender would have to (RFC 6455 §5.1) unless the spec says how. */
export function encodeOwnFrame(spec: FrameSpec, direction: Direction, drawMaskKey: () => Uint8Array): Uint8Array {
  return encodeFrame(
    direction === 'to-server' && spec.maskKey === undefined ? { ...spec, maskKey: drawMaskKey() } : spec,
  );
}

/**
 * One whole frame as a unit of the flow, so that the faults behind and the events see it as they see any other; `undefined`
 * when the bytes are anything else. `messageOpcode`: that of the message that a continuation belongs to.
 */
export function frameUnit(bytes: Uint8Array, direction: Direction, messageOpcode?: number): DataUnit | undefined {
  const [span, ...others] = createFrameScanner().scan(bytes);
  if (span?.ends !== true || others.length > 0 || span.end !== bytes.length) return undefined;
  const { frame: header } = span;
  const { opcode, fin } = header;
  const isFirst = opcode !== opcodes.continuation;
  const view: FrameView = {
    header,
    direction,
    messageOpcode: isFirst ? opcode : (messageOpcode ?? opcode),
    startsMessage: isFirst,
    endsMessage: isControl(opcode) || fin,
    payload: undefined,
  };
  const shown =
    header.payloadLength > maxInspectedBytes ? view : viewPayload(view, bytes.subarray(header.headerLength));
  return {
    kind: 'data',
    bytes,
    frame: { view: shown, committed: false },
    starts: true,
    ends: true,
    parts: undefined,
    underWay: false,
    completes: [],
    boundaryAfter: true,
    meaning: undefined,
  };
}
