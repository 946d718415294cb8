import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of numbers uniform in [0, 1). */
export interface Random {
  next(): number;
}

/**
 * An independent stream for a seed and a path, so that adding one stream never shifts another:
 * `createRandom(7, 'fault', 'down', 3)` gives the same numbers whatever else is drawn.
 */
export function createRandom(seed: number, ...path: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(hash(`${seed}\0${path.join('\0')}`));
  return { next: () => uniformFloat64(generator) };
}

/** A number uniform in [low, high). */
export function drawBetween(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low);
}

/** The numbers 0 … count−1 in random order (Fisher–Yates). */
export function shuffledIndices(random: Random, count: number): number[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    const held = indices[last] as number;
    indices[last] = indices[other] as number;
    indices[other] = held;
  }
  return indices;
}

/** FNV-1a, 32 bits, with a final avalanche so that neighbouring seeds give unrelated streams. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
