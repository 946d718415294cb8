import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkUnit, rawUnit, type Unit } from '../../src/proxy/unit.ts';
import { createUnitQueue } from '../../src/proxy/unit-queue.ts';
import { concat } from '../wire/hex.ts';
import { spell, textFrame, unitsOf } from './units-of.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const unit = (text: string): Unit => rawUnit(new TextEncoder().encode(text));

describe('a queue of units', () => {
  test('gives them in order, each when it is due and never before an earlier one', () => {
    const queue = createUnitQueue();
    queue.add(unit('a'), 20);
    queue.add(unit('b'), 10);
    queue.add(unit('c'), 30);
    const take = (now: number): string =>
      spell([queue.takeDue(now), queue.takeDue(now)].filter((each) => each !== undefined));
    expect([queue.nextDueAt(), take(19), take(20), queue.nextDueAt(), take(30), queue.nextDueAt()]).toEqual([
      20,
      '',
      'ab',
      30,
      'c',
      undefined,
    ]);
  });

  test('keeps what waits for ever, and all behind it, until it is released', () => {
    const queue = createUnitQueue();
    queue.add(unit('a'), Number.POSITIVE_INFINITY);
    queue.add(unit('b'), 5);
    expect(queue.takeDue(1e12)).toBeUndefined();
    queue.release(7);
    expect(spell([queue.takeDue(7), queue.takeDue(7)] as Unit[])).toBe('ab');
  });

  test('lets what has a time keep it while what stands before is released', () => {
    const queue = createUnitQueue();
    queue.add(unit('a'), Number.POSITIVE_INFINITY);
    queue.add(unit('b'), 50);
    queue.release(7);
    expect([spell([queue.takeDue(7)] as Unit[]), queue.takeDue(49), queue.nextDueAt()]).toEqual(['a', undefined, 50]);
    expect(spell([queue.takeDue(50)] as Unit[])).toBe('b');
  });

  test('that is hastened has all due now, with and without a time, in order', () => {
    const queue = createUnitQueue();
    queue.add(unit('gone'), 1);
    queue.takeDue(1);
    for (const [text, dueAt] of [
      ['a', 100],
      ['b', Number.POSITIVE_INFINITY],
      ['c', 200],
    ] as const)
      queue.add(unit(text), dueAt);
    const held = queue.heldBytes();
    queue.hasten(9);
    expect([queue.size(), queue.heldBytes(), queue.nextDueAt()]).toEqual([3, held, 9]);
    expect(spell([queue.takeDue(9), queue.takeDue(9), queue.takeDue(9)] as Unit[])).toBe('abc');
    queue.hasten(10);
    expect([queue.size(), queue.nextDueAt(), queue.heldBytes()]).toEqual([0, undefined, 0]);
  });

  test.each([
    ['released', 'release'],
    ['hastened', 'hasten'],
  ] as const)('no longer keeps an end back when it is %s', (_what, how) => {
    const queue = createUnitQueue();
    queue.add(unit('a'), Number.POSITIVE_INFINITY);
    queue.add({ kind: 'end', how: 'fin' }, 10);
    // It has a time, but what stands before it has none.
    expect(queue.withholdsEnd()).toBe(true);
    queue[how](5);
    expect([queue.withholdsEnd(), queue.size()]).toEqual([false, 2]);
  });

  test('knows its size, what it costs, and whether it keeps the end back', () => {
    const queue = createUnitQueue();
    expect([queue.size(), queue.heldBytes(), queue.withholdsEnd()]).toEqual([0, 0, false]);
    queue.add(unit('12345'), 1);
    const one = queue.heldBytes();
    expect(one).toBeGreaterThan(5);
    queue.add({ kind: 'end', how: 'fin' }, 1);
    // It goes on by itself.
    expect([queue.size(), queue.heldBytes(), queue.withholdsEnd()]).toEqual([2, one, false]);
    queue.takeDue(1);
    queue.add({ kind: 'end', how: 'reset' }, Number.POSITIVE_INFINITY);
    expect([queue.size(), queue.heldBytes(), queue.withholdsEnd()]).toEqual([2, 0, true]);
    queue.clear();
    expect([queue.size(), queue.withholdsEnd(), queue.nextDueAt()]).toEqual([0, false, undefined]);
  });

  test('counts every frame of a chunk, so that a crowd of tiny ones does not pass for the few bytes that they are', () => {
    const queue = createUnitQueue();
    const frames = unitsOf([concat(Array.from({ length: 1_000 }, () => textFrame('')))]);
    queue.add(chunkUnit(concat(frames.map(({ bytes }) => bytes)), { parts: frames }), Number.POSITIVE_INFINITY);
    // A frame in flight takes about half a kilobyte of heap.
    expect(queue.heldBytes()).toBeGreaterThan(500_000);
    queue.release(0);
    queue.takeDue(0);
    expect(queue.heldBytes()).toBe(0);
  });

  test('keeps nothing alive that has left, also while something waits behind it', async () => {
    const queue = createUnitQueue();
    const left = ((): WeakRef<Unit>[] =>
      Array.from({ length: 40 }, (_, index) => {
        const leaving = unit(String(index));
        queue.add(leaving, 0);
        return new WeakRef(leaving);
      }))();
    queue.add(unit('last'), 1);
    while (queue.takeDue(0) !== undefined);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(left.filter((each) => each.deref() !== undefined)).toEqual([]);
    expect(spell([queue.takeDue(1)] as Unit[])).toBe('last');
  });

  test('gives all that was added, in order, whatever is taken in between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 4_000 }), (takes) => {
        const queue = createUnitQueue();
        const taken: Unit[] = [];
        for (const [index, count] of takes.entries()) {
          queue.add(unit(`${index},`), 0);
          if (count > 6)
            for (let n = 0; n < count; n++) taken.push(...[queue.takeDue(0)].filter((each) => each !== undefined));
        }
        for (let left = queue.takeDue(0); left !== undefined; left = queue.takeDue(0)) taken.push(left);
        expect(spell(taken)).toBe(takes.map((_, index) => `${index},`).join(''));
        expect(queue.heldBytes()).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
