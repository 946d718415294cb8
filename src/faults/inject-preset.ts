import type { Random } from '../base/random.ts';
import { encodeClosePayload } from '../wire/close-payload.ts';
import { type Direction, type FrameSpec, opcodes } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { applyMask } from '../wire/mask.ts';
import type { ConnectionAction } from './action.ts';

/** Frames that are known by name; all but the first two break a rule, and the sections are of RFC 6455. */
export const injectPresets = [
  'ping',
  'pong',
  'bad-rsv',
  'bad-opcode',
  'orphan-continuation',
  'masked',
  'unmasked',
  'bad-utf8',
  'long-control',
  'fragmented-control',
  'huge-length',
  'tiny-fragments',
  'bad-close',
  'data-after-close',
  'bad-deflate',
] as const;
export type InjectPreset = (typeof injectPresets)[number];

/** True for presets behind which nothing more can follow: the direction is sealed. */
export function isLastOfDirection(preset: InjectPreset): boolean {
  return preset === 'huge-length' || preset === 'tiny-fragments';
}

/** True for presets with a Close frame. */
export function isClosing(preset: InjectPreset): boolean {
  return preset === 'bad-close' || preset === 'data-after-close';
}

/** What brings the frames of a preset onto the wire, once. `fragments`: of `tiny-fragments`. */
export function presetActions(
  preset: InjectPreset,
  direction: Direction,
  fragments: number,
  random: Random,
): readonly ConnectionAction[] {
  const inject = (frame: FrameSpec): ConnectionAction => ({ kind: 'inject', direction, frame });
  switch (preset) {
    case 'ping':
      return [inject({ opcode: opcodes.ping, payload })];
    case 'pong':
      return [inject({ opcode: opcodes.pong, payload })];
    case 'bad-rsv':
      return [inject({ ...text, rsv1: true })];
    case 'bad-opcode':
      return [inject({ opcode: 0x3, payload })];
    case 'orphan-continuation':
      return [inject({ opcode: opcodes.continuation, payload })];
    // Each is only wrong in one direction (§5.1).
    case 'masked':
      return [{ kind: 'inject', direction, frame: text, wrongMask: direction === 'to-client' }];
    case 'unmasked':
      return [{ kind: 'inject', direction, frame: text, wrongMask: direction === 'to-server' }];
    // A letter of two bytes without its second one.
    case 'bad-utf8':
      return [inject({ opcode: opcodes.text, payload: Uint8Array.of(0x77, 0xc3, 0x28) })];
    case 'long-control':
      return [inject({ opcode: opcodes.ping, payload: new Uint8Array(126).fill(letter) })];
    case 'fragmented-control':
      return [inject({ opcode: opcodes.ping, payload, fin: false })];
    // The largest power of two that a length may be (§5.2).
    case 'huge-length':
      return [inject({ opcode: opcodes.binary, claimedLength: 2 ** 62 }), { kind: 'seal', direction }];
    case 'tiny-fragments':
      return [inject(encodeFragments(fragments, direction, random)), { kind: 'seal', direction }];
    // A code has two bytes (§5.5.1).
    case 'bad-close':
      return [inject({ opcode: opcodes.close, payload: Uint8Array.of(0x03) })];
    case 'data-after-close': {
      const close = { opcode: opcodes.close, payload: encodeClosePayload(1000) };
      return [{ kind: 'inject', direction, frame: close, between: 'messages' }, inject(text)];
    }
    // A block of a type that does not exist (RFC 1951 §3.2.3).
    case 'bad-deflate':
      return [inject({ opcode: opcodes.text, rsv1: true, payload: Uint8Array.of(0x06, 0xff, 0xff, 0xff) })];
  }
}

const payload = new TextEncoder().encode('wschaos');
const text: FrameSpec = { opcode: opcodes.text, payload };
const letter = 0x78;

/**
 * All fragments in one piece, so that no frame of the peer's comes between them: the first one claims its single byte, and
 * the others stand behind that.
 */
function encodeFragments(count: number, direction: Direction, random: Random): FrameSpec {
  const first = { opcode: opcodes.text, fin: false, claimedLength: 1 };
  const byte = Uint8Array.of(letter);
  const more = { opcode: opcodes.continuation, fin: false, payload: byte };
  if (direction === 'to-client') return { ...first, payload: joinBytes([byte, repeat(encodeFrame(more), count - 1)]) };
  const maskKey = Uint8Array.from({ length: 4 }, () => Math.floor(random.next() * 256));
  const others = repeat(encodeFrame({ ...more, maskKey }), count - 1);
  // The encoder masks what it takes for the payload; what is masked twice is as it was.
  return { ...first, maskKey, payload: joinBytes([byte, applyMask(others, maskKey, 1)]) };
}

function repeat(bytes: Uint8Array, count: number): Uint8Array {
  const all = new Uint8Array(bytes.length * count);
  for (let index = 0; index < count; index++) all.set(bytes, index * bytes.length);
  return all;
}
