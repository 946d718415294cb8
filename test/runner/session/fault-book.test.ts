import { describe, expect, test } from 'vitest';
import { parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';
import { createFaultBook } from '../../../src/runner/session/fault-book.ts';

const episode = { from: 0, to: undefined, faults: new Map() };

function setUp() {
  const book = createFaultBook();
  const add = (entry: Parameters<typeof parseFaultEntries>[0][number], thrownAt = 0) => {
    const [plan] = parseFaultEntries([entry], 'ws://127.0.0.1:1');
    if (plan === undefined) throw new Error('no plan');
    return book.add({ plan, entry, episode, thrownAt });
  };
  const tell = (kind: 'fault-start' | 'injected' | 'fault-end', fault: string, t: number, connection?: number) =>
    book.onProxyEvent({ kind, fault, connection, t });
  return { book, add, tell };
}

test('those that are there from the beginning count from when it is, and later ones from their own', () => {
  const { book, add } = setUp();
  const armed = add({ fault: 'reset', at: '1s' }, 5);
  book.begin(70);
  expect([armed.thrownAt, add({ id: 'late', fault: 'reset' }, 80).thrownAt]).toEqual([70, 80]);
});

describe('a fault that lasts', () => {
  test('waits, is active, and is over when its time is', () => {
    const { book, add, tell } = setUp();
    const fault = add({ id: 'quiet', fault: 'blackhole', at: '1s', for: '2s' }, 5);
    expect(fault).toMatchObject({ number: 1, thrownAt: 5, startedAt: undefined, isOver: false });
    tell('fault-start', 'quiet', 1_005);
    tell('injected', 'quiet', 1_005, 1);
    tell('injected', 'quiet', 1_006, 2);
    expect(book.find('quiet')).toMatchObject({ startedAt: 1_005, activeSince: 1_005, connections: 2, isOver: false });
    tell('fault-end', 'quiet', 3_005);
    expect(book.find('quiet')).toBeUndefined();
    expect(fault).toMatchObject({ endedAt: 3_005, activeSince: undefined, isOver: true, isLifted: false });
  });

  test('is over at once when it is lifted, though the proxy tells of it later, when another has its id', () => {
    const { book, add, tell } = setUp();
    const first = add({ id: 'down', fault: 'refuse' });
    tell('fault-start', 'down', 0);
    book.lift('down', 10);
    expect(first).toMatchObject({ isOver: true, isLifted: true, endedAt: 10 });
    const second = add({ id: 'down', fault: 'refuse' }, 11);
    tell('fault-start', 'down', 11);
    tell('fault-end', 'down', 12);
    expect(first.endedAt).toBe(12);
    expect(second).toMatchObject({ isOver: false, activeSince: 11 });
  });

  test('waits again when its trigger may come again', () => {
    const { book, add, tell } = setUp();
    add({ id: 'often', fault: 'pause', when: { event: 'message', every: 3 }, for: '1s' });
    tell('fault-start', 'often', 1);
    tell('fault-end', 'often', 2);
    expect(book.find('often')).toMatchObject({ isOver: false, activeSince: undefined, startedAt: 1 });
    book.lift('often', 3);
    expect(book.find('often')).toBeUndefined();
  });
});

test('one that happens in an instant is over then, and still counts what it touches', () => {
  const { add, tell } = setUp();
  const fault = add({ id: 'cut', fault: 'reset' });
  tell('fault-start', 'cut', 7);
  tell('injected', 'cut', 7, 3);
  expect(fault).toMatchObject({ startedAt: 7, endedAt: 7, isOver: true, connections: 1 });
});

test('those that are over are forgotten beyond 200, and no other', () => {
  const { book, add, tell } = setUp();
  add({ id: 'stays', fault: 'blackhole' });
  for (let round = 0; round < 250; round++) {
    add({ id: 'cut', fault: 'reset' });
    tell('fault-start', 'cut', round);
  }
  expect(book.all.length).toBeLessThanOrEqual(202);
  expect(book.all[0]).toMatchObject({ id: 'stays' });
  expect(book.all.at(-1)).toMatchObject({ number: 251 });
});
