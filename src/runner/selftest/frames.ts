import { type FrameSpec, opcodes } from '../../wire/frame.ts';
import { encodeFrame } from '../../wire/frame-encoder.ts';
import { defineBehaviours } from './define-behaviours.ts';
import { finishBoth } from './finish-both.ts';
import type { Stage } from './stage.ts';
import { maskKey } from './wire-text.ts';

const { continuation, text, binary, close, ping, pong } = opcodes;

/** Sends the frames in both directions at once: masked by the client, unmasked by the server, unless told otherwise. */
const exchange =
  (specs: readonly FrameSpec[], swapMasks = false) =>
  async (stage: Stage): Promise<void> => {
    const masked = join(specs.map((spec) => ({ maskKey, ...spec })));
    const plain = join(specs);
    const [up, down] = swapMasks ? [plain, masked] : [masked, plain];
    await exchangeBytes([up], [down])(stage);
  };

/** Sends each element with a write of its own. */
const exchangeBytes =
  (up: readonly Uint8Array[], down: readonly Uint8Array[]) =>
  async (stage: Stage): Promise<void> => {
    const ends = await stage.open();
    for (const bytes of up) ends.client.send(bytes);
    for (const bytes of down) ends.server.send(bytes);
    await finishBoth(ends);
  };

const join = (specs: readonly FrameSpec[]): Uint8Array => Buffer.concat(specs.map(encodeFrame));
const bytesOf = (content: string): Uint8Array => Buffer.from(content);
const filled = (length: number): Uint8Array => Buffer.alloc(length, 'wschaos');

/** A fragmented text and a fragmented binary message, with control frames inside both. */
const interleaved: readonly FrameSpec[] = [
  { opcode: text, fin: false, payload: bytesOf('one ') },
  { opcode: ping, payload: bytesOf('in between') },
  { opcode: continuation, fin: false, payload: bytesOf('two ') },
  { opcode: pong, payload: bytesOf('in between') },
  { opcode: continuation, payload: bytesOf('three') },
  { opcode: binary, fin: false, payload: Uint8Array.of(0, 255) },
  { opcode: ping },
  { opcode: continuation, fin: false },
  { opcode: pong },
  { opcode: continuation, payload: Uint8Array.of(128) },
];

const reservedOpcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15];

export const frames = defineBehaviours('frames', [
  { name: 'control frames inside fragmented text and binary messages', run: exchange(interleaved) },
  {
    name: 'frames that come byte by byte',
    run: exchangeBytes(
      [...join(interleaved.map((spec) => ({ maskKey, ...spec })))].map((byte) => Uint8Array.of(byte)),
      [...join(interleaved)].map((byte) => Uint8Array.of(byte)),
    ),
  },
  { name: 'a message in 2,000 fragments', run: exchange(fragments(2_000)) },
  {
    name: '3,000 small frames in one write',
    run: exchange(
      Array.from({ length: 3_000 }, (_, index) => ({
        opcode: index % 7 === 0 ? ping : text,
        payload: bytesOf(`frame ${index}`),
      })),
    ),
  },
  {
    name: 'a pong that nobody asked for',
    run: exchange([{ opcode: pong, payload: bytesOf('still here') }, { opcode: pong }]),
  },
  {
    name: 'pings with and without a payload, which nobody answers on behalf of the peer',
    run: exchange([{ opcode: ping }, { opcode: ping, payload: filled(125) }, { opcode: ping, payload: bytesOf('a') }]),
  },
  {
    name: 'every form of a length',
    run: exchange([0, 1, 125, 126, 127, 65_535, 65_536].map((length) => ({ opcode: binary, payload: filled(length) }))),
  },
  {
    name: 'lengths in a longer form than needed',
    run: exchange([
      { opcode: text, payload: bytesOf('short'), lengthBits: 16 },
      { opcode: text, payload: bytesOf('short'), lengthBits: 64 },
    ]),
  },
  {
    name: 'reserved bits',
    run: exchange(
      [{ rsv1: true }, { rsv2: true }, { rsv3: true }, { rsv1: true, rsv2: true, rsv3: true }].map((bits) => ({
        opcode: text,
        payload: bytesOf('bits'),
        ...bits,
      })),
    ),
  },
  { name: 'reserved opcodes', run: exchange(reservedOpcodes.map((opcode) => ({ opcode, payload: bytesOf('?') }))) },
  {
    name: 'unmasked frames of the client, masked ones of the server',
    run: exchange([{ opcode: text, payload: bytesOf('mask') }], true),
  },
  { name: 'text that is not UTF-8', run: exchange([{ opcode: text, payload: Uint8Array.of(0xc3, 0x28, 0xff) }]) },
  {
    name: 'a continuation of nothing, and a message begun within another',
    run: exchange([
      { opcode: continuation, payload: bytesOf('of what?') },
      { opcode: text, fin: false, payload: bytesOf('a') },
      { opcode: text, payload: bytesOf('b') },
    ]),
  },
  {
    name: 'control frames that are fragmented or too long',
    run: exchange([
      { opcode: ping, fin: false, payload: bytesOf('a') },
      { opcode: continuation, payload: bytesOf('b') },
      { opcode: pong, payload: filled(126) },
    ]),
  },
  {
    name: 'messages behind a Close frame',
    run: exchange([
      { opcode: close, payload: Uint8Array.of(3, 232) },
      { opcode: text, payload: bytesOf('one more') },
      { opcode: ping },
    ]),
  },
  {
    name: 'a frame that claims 2^53 − 1 bytes and breaks off',
    run: exchange([{ opcode: binary, payload: bytesOf('that is all'), claimedLength: Number.MAX_SAFE_INTEGER }]),
  },
  { name: 'a header that breaks off', run: exchangeBytes([Uint8Array.of(0x82, 0xff, 0, 0)], [Uint8Array.of(0x81)]) },
  {
    name: 'bytes that are no frames',
    run: exchangeBytes([bytesOf('GET / HTTP/1.1\r\n\r\n'), filled(10_000)], [filled(10_000)]),
  },
]);

function fragments(count: number): readonly FrameSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    opcode: index === 0 ? text : continuation,
    fin: index === count - 1,
    payload: bytesOf(`part ${index} `),
  }));
}
