import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDueEntry, createDueQueue, type DueEntry } from '../../src/base/due-queue.ts';

describe('a due queue', () => {
  it('is empty at first', () => {
    const queue = createDueQueue<string>();
    expect([queue.size, queue.nextDueAt(), queue.takeDue(Number.POSITIVE_INFINITY)]).toEqual([0, undefined, undefined]);
  });

  it('gives a value at its instant, not before', () => {
    const queue = createDueQueue<string>();
    queue.add(10, 'a');
    expect(queue.nextDueAt()).toBe(10);
    expect(queue.takeDue(9.999)).toBeUndefined();
    expect(queue.size).toBe(1);
    expect(queue.takeDue(10)).toBe('a');
    expect(queue.size).toBe(0);
  });

  it('gives values of one instant in the order of their coming', () => {
    const queue = createDueQueue<string>();
    for (const value of 'abcdefgh') queue.add(5, value);
    queue.add(4, 'first');
    const taken = Array.from({ length: 9 }, () => queue.takeDue(5));
    expect(taken).toEqual(['first', ...'abcdefgh']);
  });

  it('removes an entry once', () => {
    const queue = createDueQueue<string>();
    const entry = queue.add(1, 'a');
    queue.add(2, 'b');
    expect([queue.remove(entry), queue.remove(entry)]).toEqual([true, false]);
    expect([queue.size, queue.takeDue(2)]).toEqual([1, 'b']);
  });

  it('does not remove an entry that was taken', () => {
    const queue = createDueQueue<string>();
    const entry = queue.add(1, 'a');
    queue.takeDue(1);
    queue.add(1, 'b');
    expect([queue.remove(entry), queue.size]).toEqual([false, 1]);
  });

  it('takes an entry again, earlier or later than it was, behind what is due then already', () => {
    const queue = createDueQueue<string>();
    const entry = createDueEntry('again');
    queue.put(entry, 3);
    queue.put(entry, 8);
    queue.add(8, 'behind');
    queue.add(5, 'before');
    expect([queue.takeDue(4), queue.takeDue(8), queue.takeDue(8), queue.size]).toEqual([
      undefined,
      'before',
      'again',
      1,
    ]);
    queue.put(entry, 8);
    expect([queue.takeDue(8), queue.takeDue(8), queue.remove(entry)]).toEqual(['behind', 'again', false]);
  });

  it('does what a sorted list does, whatever is added, put to another time, taken and removed', () => {
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), dueAt: fc.nat(4) }),
      fc.record({ kind: fc.constant('put' as const), which: fc.nat(50), dueAt: fc.nat(4) }),
      fc.record({ kind: fc.constant('take' as const), now: fc.nat(4) }),
      fc.record({ kind: fc.constant('remove' as const), which: fc.nat(50) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60, size: 'max' }), (operations) => {
        const queue = createDueQueue<number>();
        const entries: DueEntry<number>[] = [];
        let model: { dueAt: number; value: number; order: number }[] = [];
        for (const [order, step] of operations.entries()) {
          if (step.kind === 'add' || step.kind === 'put') {
            const entry = step.kind === 'put' ? entries[step.which % entries.length] : undefined;
            if (step.kind === 'add') entries.push(queue.add(step.dueAt, entries.length));
            else if (entry === undefined) continue;
            else queue.put(entry, step.dueAt);
            const value = entry?.value ?? entries.length - 1;
            model = [...model.filter((one) => one.value !== value), { dueAt: step.dueAt, value, order }];
            model.sort((a, b) => a.dueAt - b.dueAt || a.order - b.order);
          } else if (step.kind === 'take') {
            const first = model[0];
            const expected = first !== undefined && first.dueAt <= step.now ? model.shift()?.value : undefined;
            expect(queue.takeDue(step.now)).toBe(expected);
          } else {
            const entry = entries[step.which % entries.length];
            if (entry === undefined) continue;
            expect(queue.remove(entry)).toBe(model.some(({ value }) => value === entry.value));
            model = model.filter(({ value }) => value !== entry.value);
          }
          expect([queue.size, queue.nextDueAt()]).toEqual([model.length, model[0]?.dueAt]);
        }
      }),
    );
  });
});
