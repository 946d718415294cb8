import { describe, expect, test } from 'vitest';
import { countMessages } from '../../src/result/count-messages.ts';
import type { Observation } from '../../src/result/observation.ts';
import { createMessageLedger } from '../../src/runner/message-ledger.ts';

function setUp(maxMessages?: number) {
  const observations: Observation[] = [];
  const clock = { t: 0 };
  let changes = 0;
  const ledger = createMessageLedger({
    now: () => ++clock.t,
    add: (observation) => observations.push(observation),
    onChange: () => changes++,
    ...(maxMessages === undefined ? {} : { maxMessages }),
  });
  return { ledger, observations, clock, changes: () => changes };
}

test('both ends of a message are booked, and what has not arrived is outstanding', () => {
  const { ledger, observations, changes } = setUp();
  ledger.sent('up', 'client-1', 1);
  ledger.sent('down', 'client-1', 1);
  expect(ledger.outstanding).toBe(2);
  ledger.delivered('up', 'client-1', 1);
  expect({ outstanding: ledger.outstanding, changes: changes() }).toEqual({ outstanding: 1, changes: 1 });
  expect(observations).toEqual([
    { source: 'wire', kind: 'sent', direction: 'up', stream: 'client-1', sequence: 1, t: 1 },
    { source: 'wire', kind: 'sent', direction: 'down', stream: 'client-1', sequence: 1, t: 2 },
    { source: 'wire', kind: 'delivered', direction: 'up', stream: 'client-1', sequence: 1, t: 3 },
  ]);
});

test('once the books are closed nothing counts as sent, and what was under way still arrives in time', () => {
  const { ledger, observations } = setUp();
  ledger.sent('up', 'a', 1);
  ledger.closeBooks();
  ledger.sent('up', 'a', 2);
  ledger.closeBooks();
  ledger.delivered('up', 'a', 1);
  ledger.delivered('up', 'a', 2);
  expect(observations.map(({ kind, t }) => [kind, t])).toEqual([
    ['sent', 1],
    ['delivered', 2],
  ]);
  expect(countMessages(observations).up).toEqual({ lost: 0, duplicated: 0, reordered: 0 });
  expect({ outstanding: ledger.outstanding, isFull: ledger.isFull }).toEqual({ outstanding: 0, isFull: false });
});

test('past the limit messages are left out at both ends, so that none counts as lost or delivered twice', () => {
  const { ledger, observations } = setUp(2);
  for (const sequence of [1, 2, 3, 4]) ledger.sent('up', 'a', sequence);
  ledger.sent('down', 'a', 1);
  for (const sequence of [2, 1, 3, 4, 4, 1]) ledger.delivered('up', 'a', sequence);
  ledger.delivered('down', 'a', 1);
  expect(countMessages(observations)).toEqual({ up: { lost: 0, duplicated: 1, reordered: 1 }, down: null });
  expect({ outstanding: ledger.outstanding, isFull: ledger.isFull }).toEqual({ outstanding: 0, isFull: true });
});

describe('what happened in other processes is told late:', () => {
  test('a message whose delivery is told before its sending is not outstanding', () => {
    const { ledger, observations } = setUp();
    ledger.delivered('up', 'a', 1, 20);
    expect(ledger.outstanding).toBe(0);
    ledger.sent('up', 'a', 1, 10);
    expect(ledger.outstanding).toBe(0);
    expect(observations.map(({ kind, t }) => [kind, t])).toEqual([
      ['delivered', 20],
      ['sent', 10],
    ]);
    ledger.sent('up', 'a', 2, 11);
    expect(ledger.outstanding).toBe(1);
  });

  test('what was sent before the books were closed is booked, what was sent after is not', () => {
    const { ledger, observations, clock } = setUp();
    clock.t = 100;
    ledger.closeBooks();
    ledger.sent('up', 'a', 1, 99);
    ledger.sent('up', 'a', 2, 102);
    ledger.delivered('up', 'a', 1, 103);
    ledger.delivered('up', 'a', 2, 104);
    expect(observations.map(({ kind, t }) => [kind, t])).toEqual([
      ['sent', 99],
      ['delivered', 101],
    ]);
    expect(ledger.isFull).toBe(false);
  });
});
