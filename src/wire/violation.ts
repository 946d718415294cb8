import { type FrameHeader, isControl, opcodes } from './frame.ts';

/** The rules that a frame, a Close payload or the sequence of frames can break: where each stands, and what it says. */
export const violationRules = {
  'reserved-bits': { section: 'RFC 6455 §5.2', summary: 'a reserved bit is set that no negotiated extension defines' },
  'reserved-opcode': { section: 'RFC 6455 §5.2', summary: 'the opcode is reserved' },
  'length-not-minimal': { section: 'RFC 6455 §5.2', summary: 'the payload length is not in its shortest form' },
  'length-sign-bit': { section: 'RFC 6455 §5.2', summary: 'the highest bit of the 64-bit payload length is set' },
  'masked-by-server': { section: 'RFC 6455 §5.1', summary: 'the server masked a frame' },
  'unmasked-by-client': { section: 'RFC 6455 §5.1', summary: 'the client did not mask a frame' },
  'control-too-long': { section: 'RFC 6455 §5.5', summary: 'a control frame has more than 125 bytes of payload' },
  'control-fragmented': { section: 'RFC 6455 §5.5', summary: 'a control frame is fragmented' },
  'orphan-continuation': { section: 'RFC 6455 §5.4', summary: 'a continuation has no message to continue' },
  'message-interrupted': { section: 'RFC 6455 §5.4', summary: 'a message begins before the one before it has ended' },
  'close-length': { section: 'RFC 6455 §5.5.1', summary: 'the payload of a Close frame has one byte' },
  'close-code': { section: 'RFC 6455 §7.4', summary: 'the close code must not be in a frame' },
  'close-reason-utf8': { section: 'RFC 6455 §8.1', summary: 'the reason of a Close frame is not UTF-8' },
} as const satisfies Readonly<Record<string, { readonly section: string; readonly summary: string }>>;

/** Stable names, for reports and tests. */
export type ViolationRule = keyof typeof violationRules;

/** Who sent a frame, and under what agreement. */
export interface FrameOrigin {
  readonly from: 'client' | 'server';
  /** True when `permessage-deflate` was negotiated, the only registered extension that uses a reserved bit. */
  readonly extensions: boolean;
}

const signBit = 2 ** 63;

/** The rules that a frame's header breaks, whatever frames came before it. */
export function findViolations(header: FrameHeader, { from, extensions }: FrameOrigin): readonly ViolationRule[] {
  const { opcode, payloadLength, maskKey } = header;
  const violations: ViolationRule[] = [];
  if (header.rsv2 || header.rsv3 || (header.rsv1 && !(extensions && mayBeCompressed(opcode)))) {
    violations.push('reserved-bits');
  }
  if ((opcode > opcodes.binary && opcode < opcodes.close) || opcode > opcodes.pong) violations.push('reserved-opcode');
  if (header.headerLength > shortestHeaderLength(header)) violations.push('length-not-minimal');
  if (payloadLength >= signBit) violations.push('length-sign-bit');
  if (from === 'server' && maskKey !== undefined) violations.push('masked-by-server');
  if (from === 'client' && maskKey === undefined) violations.push('unmasked-by-client');
  if (isControl(opcode) && payloadLength > 125) violations.push('control-too-long');
  if (isControl(opcode) && !header.fin) violations.push('control-fragmented');
  return violations;
}

/** RFC 7692 §6.1: only the first frame of a data message says that it is compressed. */
function mayBeCompressed(opcode: number): boolean {
  return opcode === opcodes.text || opcode === opcodes.binary;
}

function shortestHeaderLength({ payloadLength, maskKey }: FrameHeader): number {
  const lengthBytes = payloadLength <= 125 ? 0 : payloadLength <= 0xffff ? 2 : 8;
  return 2 + lengthBytes + (maskKey === undefined ? 0 : 4);
}
