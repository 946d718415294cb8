import { z } from 'zod';
import { size } from '../base/size.ts';
import { encodeClosePayload } from '../wire/close-payload.ts';
import { type FrameSpec, opcodes } from '../wire/frame.ts';
import { closeCode, closeReason } from './ending.ts';
import { countPayloads, encodePayload, payloadFields } from './given-payload.ts';

/** What one frame of our own may weigh. */
const maxFrameBytes = 16 * 2 ** 20;

/** A frame that is spelled out, legal or not: `{opcode: text, json: {a: 1}}`, `{opcode: ping, size: 126B}`. */
export const givenFrame = z
  .strictObject({
    opcode: z.enum(['continuation', 'text', 'binary', 'close', 'ping', 'pong']),
    ...payloadFields,
    size: size
      .refine((bytes) => bytes <= maxFrameBytes, 'at most 16MiB')
      .optional()
      .describe('A payload of so many bytes, each the letter x.'),
    code: closeCode.optional().describe('Of a Close frame.'),
    reason: closeReason.optional().describe('Of a Close frame, behind the code.'),
    fin: z.boolean().default(true),
    rsv1: z.boolean().default(false),
    rsv2: z.boolean().default(false),
    rsv3: z.boolean().default(false),
  })
  .refine((given) => countPayloads(given) + count(given.size) + count(given.code) <= 1, {
    error: 'give at most one of text, json, base64, size and code',
  })
  .refine((given) => given.code === undefined || given.opcode === 'close', {
    path: ['code'],
    error: 'only a Close frame has a code',
  })
  .refine((given) => given.reason === undefined || given.code !== undefined, {
    path: ['reason'],
    error: 'a reason stands behind a code',
  })
  .transform(({ opcode, size, code, reason, fin, rsv1, rsv2, rsv3, ...given }): FrameSpec => {
    const bits = { opcode: opcodes[opcode], fin, rsv1, rsv2, rsv3 };
    if (code !== undefined) return { ...bits, payload: encodeClosePayload(code, reason) };
    return { ...bits, payload: size === undefined ? encodePayload(given) : new Uint8Array(size).fill(0x78) };
  });

function count(value: unknown): number {
  return value === undefined ? 0 : 1;
}
