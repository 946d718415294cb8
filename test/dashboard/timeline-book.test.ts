import { expect, test } from 'vitest';
import type { EventEntry } from '../../src/dashboard/api-types.ts';
import { createTimelineBook } from '../../src/dashboard/timeline-book.ts';

const story: readonly EventEntry[] = [
  { id: 1, t: 0, kind: 'accepted', connection: 1 },
  { id: 2, t: 5, kind: 'open', connection: 1 },
  { id: 3, t: 100, kind: 'fault', fault: 'drop', explanation: 'drop pong frames' },
  { id: 4, t: 180, kind: 'detected', connection: 1, sign: 'close 1000', afterMs: 80 },
  { id: 5, t: 181, kind: 'closed', connection: 1, afterMs: 181 },
  { id: 6, t: 190, kind: 'accepted', connection: 2 },
  { id: 7, t: 192, kind: 'answer', connection: 2, status: 503 },
  { id: 8, t: 195, kind: 'closed', connection: 2, afterMs: 5 },
  { id: 9, t: 200, kind: 'lifted', fault: 'drop' },
  { id: 10, t: 300, kind: 'accepted', connection: 3 },
  { id: 11, t: 304, kind: 'reopened', connection: 3, lost: 1, afterMs: 123 },
];

function tell(events: readonly EventEntry[]) {
  const book = createTimelineBook();
  for (const event of events) book.apply(event);
  return book;
}

test('what happened becomes bands, marks and faults', () => {
  const book = tell(story);
  expect(book.bands).toEqual([
    { connection: 1, from: 0, to: 5, kind: 'dialling' },
    { connection: 1, from: 5, to: 181, kind: 'open' },
    { connection: 2, from: 190, to: 192, kind: 'dialling' },
    { connection: 2, from: 192, to: 195, kind: 'refused' },
    { connection: 3, from: 300, to: 304, kind: 'dialling' },
    { connection: 3, from: 304, to: undefined, kind: 'open' },
  ]);
  expect(book.spans.map(({ from, to }) => [from, to])).toEqual([
    [0, 181],
    [190, 195],
    [300, undefined],
  ]);
  expect(book.faults).toEqual([{ fault: 'drop', explanation: 'drop pong frames', from: 100, to: 200 }]);
  expect(book.marks.map(({ t, what, label }) => `${t} ${what} ${label}`.trim())).toEqual([
    '0 attempt',
    '5 open #1 open',
    '180 detected detected: close 1000',
    '181 closed',
    '190 attempt',
    '192 refused 503',
    '195 closed',
    '300 attempt',
    '304 open #3 open',
  ]);
});

test('a closed port is a fault until it listens again', () => {
  const book = tell([
    { id: 1, t: 10, kind: 'disabled' },
    { id: 2, t: 20, kind: 'note', text: 'nothing to draw' },
    { id: 3, t: 20, kind: 'disturbed', why: 'nothing to draw' },
    { id: 4, t: 30, kind: 'enabled' },
    { id: 5, t: 40, kind: 'disabled' },
  ]);
  expect(book.faults.map(({ from, to }) => [from, to])).toEqual([
    [10, 30],
    [40, undefined],
  ]);
  expect([book.bands, book.marks]).toEqual([[], []]);
});

test('a dial that failed is marked', () => {
  expect(tell([{ id: 1, t: 1, kind: 'failed', connection: 1, message: 'ECONNREFUSED' }]).marks).toEqual([
    { t: 1, connection: 1, what: 'refused', label: 'failed' },
  ]);
});

test('what ended before is forgotten, and all of it when the session is another', () => {
  const book = tell(story);
  book.forget(193);
  expect(book.bands.map(({ connection }) => connection)).toEqual([2, 3, 3]);
  expect(book.marks.map(({ t }) => t)).toEqual([195, 300, 304]);
  expect([book.faults.length, book.spans.length]).toEqual([1, 2]);
  book.clear();
  expect([book.bands, book.marks, book.faults, book.spans]).toEqual([[], [], [], []]);
});

test('one that is not up any more ends, though nothing told of it, unless it is newer than what is known', () => {
  const book = createTimelineBook();
  for (const connection of [1, 2, 3]) book.apply({ id: connection, t: connection * 100, kind: 'accepted', connection });
  book.keepUp(new Set([2]), 250, 400);
  expect(book.spans.map(({ connection, to }) => [connection, to])).toEqual([
    [1, 400],
    [2, undefined],
    [3, undefined],
  ]);
  expect(book.bands.map(({ to }) => to)).toEqual([400, undefined, undefined]);
});
