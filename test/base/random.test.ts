import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, drawBetween, type Random, shuffledIndices } from '../../src/base/random.ts';

const draw = (random: Random, count = 20) => Array.from({ length: count }, () => random.next());

describe('createRandom', () => {
  it('gives the same numbers for the same seed and path', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.oneof(fc.string(), fc.nat())), (seed, path) => {
        expect(draw(createRandom(seed, ...path))).toEqual(draw(createRandom(seed, ...path)));
      }),
    );
  });

  it('gives other numbers for every other seed, path and part of a path', () => {
    const streams = [
      createRandom(7),
      createRandom(8),
      createRandom(-7),
      createRandom(7, 'fault'),
      createRandom(7, 'fault', 'down'),
      createRandom(7, 'fault', 'up'),
      createRandom(7, 'fault', 'down', 1),
      createRandom(7, 'fault', 'down', 2),
      createRandom(7, 'faultdown'),
    ];
    expect(new Set(streams.map((stream) => draw(stream).join())).size).toBe(streams.length);
  });

  it('is uniform in [0, 1), from the first number of a stream on', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => createRandom(seed, 'fault').next());
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const value of firsts) {
      expect(value >= 0 && value < 1).toBe(true);
      const tenth = Math.floor(value * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // The standard deviation of a count is 30.
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe('drawBetween', () => {
  it.each([
    [0, 5],
    [0.5, 7.5],
    [0.999, 9.995],
  ])('spreads %d over 5 … 10', (value, expected) => {
    expect(drawBetween({ next: () => value }, 5, 10)).toBeCloseTo(expected, 10);
  });
});

describe('shuffledIndices', () => {
  it('gives every index once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(50), (seed, count) => {
        const shuffled = shuffledIndices(createRandom(seed), count);
        expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });

  it('gives every order about as often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6_000; seed++) {
      const order = shuffledIndices(createRandom(seed, 'phase'), 3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
    // The standard deviation of a count is 29.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(145);
  });
});
