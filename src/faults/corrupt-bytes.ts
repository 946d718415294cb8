import type { Random } from '../base/random.ts';

/** A copy in which `count` bytes differ, or all when there are fewer. */
export function corruptBytes(bytes: Uint8Array, count: number, random: Random): Uint8Array {
  const copy = bytes.slice();
  for (const at of drawDistinct(random, count, bytes.length)) copy[at] = (copy[at] as number) ^ drawUpTo(random, 0xff);
  return copy;
}

/**
 * The same for text. `keep`: valid UTF-8 stays valid, so only bytes change that can; `endsMessage` says whether the last
 * letter is complete. `break`: the changed bytes stand in no UTF-8 text (RFC 3629 §3).
 */
export function corruptText(
  bytes: Uint8Array,
  count: number,
  utf8: 'keep' | 'break',
  endsMessage: boolean,
  random: Random,
): Uint8Array {
  const copy = bytes.slice();
  if (utf8 === 'break') {
    for (const at of drawDistinct(random, count, bytes.length)) copy[at] = copy[at] === 0xff ? 0xfe : 0xff;
    return copy;
  }
  const free = findFree(bytes, endsMessage);
  for (const index of drawDistinct(random, count, free.length)) {
    const at = free[index] as number;
    const byte = copy[at] as number;
    copy[at] = byte < 0x80 ? byte ^ drawUpTo(random, 0x7f) : byte ^ drawUpTo(random, 0x3f);
  }
  return copy;
}

/**
 * Where any other value of the same kind leaves UTF-8 valid: a letter of one byte, and the last byte of a longer one. Of the
 * bytes before it some values would make an overlong form or a surrogate.
 */
function findFree(bytes: Uint8Array, endsMessage: boolean): readonly number[] {
  const free: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    const next = bytes[at + 1];
    const isLast = next === undefined ? endsMessage : !isContinuation(next);
    if (byte < 0x80 || (isContinuation(byte) && isLast)) free.push(at);
  }
  return free;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** 1 … limit. */
function drawUpTo(random: Random, limit: number): number {
  return 1 + Math.floor(random.next() * limit);
}

/** `count` different numbers below `limit`, or all of them (Floyd's algorithm). */
function drawDistinct(random: Random, count: number, limit: number): Iterable<number> {
  const drawn = new Set<number>();
  for (let top = Math.max(0, limit - count); top < limit; top++) {
    const index = Math.floor(random.next() * (top + 1));
    drawn.add(drawn.has(index) ? top : index);
  }
  return drawn;
}
