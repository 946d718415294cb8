import { type FrameHeader, opcodes } from './frame.ts';

const names = new Map<number, string>(Object.entries(opcodes).map(([name, opcode]) => [opcode, name.toUpperCase()]));

/** A frame's header on one line, for people: `TEXT fin 125 B masked`, `PING fin rsv1 0 B`, `OPCODE-0x3 7 B`. */
export function describeFrame(header: FrameHeader): string {
  const parts = [names.get(header.opcode) ?? `OPCODE-0x${header.opcode.toString(16)}`];
  if (header.fin) parts.push('fin');
  if (header.rsv1) parts.push('rsv1');
  if (header.rsv2) parts.push('rsv2');
  if (header.rsv3) parts.push('rsv3');
  parts.push(`${header.payloadLength} B`);
  if (header.maskKey !== undefined) parts.push('masked');
  return parts.join(' ');
}
