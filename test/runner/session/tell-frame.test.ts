import { expect, test } from 'vitest';
import { tellFrame } from '../../../src/runner/session/tell-frame.ts';
import { encodeClosePayload } from '../../../src/wire/close-payload.ts';
import { viewFrame } from '../view-frame.ts';

const text = new TextEncoder().encode('hello');

test.each([
  [
    'a message without its payload',
    viewFrame('to-server', 1, { payload: text }),
    0,
    { direction: 'to-server', opcode: 'text', fin: true, masked: true, length: 5 },
  ],
  [
    'as much of the payload as is kept',
    viewFrame('to-client', 1, { payload: text }),
    2,
    { direction: 'to-client', opcode: 'text', fin: true, masked: false, length: 5, payload: { text: 'he', cut: true } },
  ],
  [
    'the code of a Close frame',
    viewFrame('to-client', 8, { payload: encodeClosePayload(1012) }),
    0,
    { direction: 'to-client', opcode: 'close', fin: true, masked: false, length: 2, code: 1012 },
  ],
  [
    'an opcode that no standard knows',
    viewFrame('to-client', 3),
    10,
    { direction: 'to-client', opcode: '0x3', fin: true, masked: false, length: 0 },
  ],
])('%s is told', (_what, frame, payloadBytes, told) => {
  expect(tellFrame(frame, payloadBytes)).toEqual(told);
});
