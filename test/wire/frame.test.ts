import { expect, it } from 'vitest';
import { isControl, opcodes } from '../../src/wire/frame.ts';

it.each([
  ['close', opcodes.close],
  ['ping', opcodes.ping],
  ['pong', opcodes.pong],
  ['the reserved 0xb', 0xb],
  ['the reserved 0xf', 0xf],
])('%s is a control frame', (_, opcode) => {
  expect(isControl(opcode)).toBe(true);
});

it.each([
  ['continuation', opcodes.continuation],
  ['text', opcodes.text],
  ['binary', opcodes.binary],
  ['the reserved 0x7', 0x7],
])('%s is no control frame', (_, opcode) => {
  expect(isControl(opcode)).toBe(false);
});
