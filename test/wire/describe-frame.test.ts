import { expect, it } from 'vitest';
import { describeFrame } from '../../src/wire/describe-frame.ts';
import { decodeFrameHeader } from '../../src/wire/frame-header.ts';
import { fromHex } from './hex.ts';

it.each([
  ['81 fd 01 02 03 04', 'TEXT fin 125 B masked'],
  ['82 7f 00 00 00 00 00 01 00 00', 'BINARY fin 65536 B'],
  ['01 05', 'TEXT 5 B'],
  ['80 05', 'CONTINUATION fin 5 B'],
  ['88 02', 'CLOSE fin 2 B'],
  ['89 00', 'PING fin 0 B'],
  ['8a 80 01 02 03 04', 'PONG fin 0 B masked'],
  ['f1 00', 'TEXT fin rsv1 rsv2 rsv3 0 B'],
  ['a3 07', 'OPCODE-0x3 fin rsv2 7 B'],
  ['8f 00', 'OPCODE-0xf fin 0 B'],
])('%s reads %s', (hex, text) => {
  const bytes = fromHex(hex);
  const header = decodeFrameHeader(bytes, 0, bytes.length);
  expect(header && describeFrame(header)).toBe(text);
});
