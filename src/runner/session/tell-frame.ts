import type { FrameView } from '../../faults/fault-hooks.ts';
import { decodeClosePayload } from '../../wire/close-payload.ts';
import { opcodes } from '../../wire/frame.ts';
import { tracePayload } from '../trace/trace-payload.ts';
import type { ToldFrame } from './log-entry.ts';

const names = new Map<number, string>(Object.entries(opcodes).map(([name, opcode]) => [opcode, name]));

/** A frame as plain data; of its payload no more than `payloadBytes`. */
export function tellFrame({ header, direction, payload }: FrameView, payloadBytes: number): ToldFrame {
  const { fin, opcode, payloadLength, maskKey } = header;
  const rsv = ([1, 2, 3] as const).filter((bit) => header[`rsv${bit}`]);
  const code = opcode === opcodes.close && payload !== undefined ? decodeClosePayload(payload).code : undefined;
  const shown = payloadBytes === 0 || payload === undefined ? undefined : payload.subarray(0, payloadBytes);
  return {
    direction,
    opcode: names.get(opcode) ?? `0x${opcode.toString(16)}`,
    fin,
    ...(rsv.length === 0 ? {} : { rsv }),
    masked: maskKey !== undefined,
    length: payloadLength,
    ...(code === undefined ? {} : { code }),
    ...(shown === undefined ? {} : { payload: tracePayload(shown, payloadLength) }),
  };
}
