import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventStreamReader } from '../../src/dashboard/event-stream-reader.ts';

const stream =
  ': hello\n\nid: 4\nevent: frame\ndata: {"a":\ndata: 1}\n\ndata:x\r\n\r\nid\ndata\n\nevent: lost\n\nid: 9\rdata: y\r\r';
const events = [
  { event: 'frame', data: '{"a":\n1}' },
  { event: 'message', data: 'x' },
  { event: 'message', data: '' },
];

test('events are read with their lines joined, and the id is kept for the next time', () => {
  const reader = createEventStreamReader();
  expect(reader.lastId).toBe('');
  expect(reader.push('id: 4\n: a comment\nevent: frame\ndata: one\ndata: two\n\n')).toEqual([
    { event: 'frame', data: 'one\ntwo' },
  ]);
  expect(reader.lastId).toBe('4');
  reader.push('id: bad\0\n\n');
  expect(reader.lastId).toBe('4');
});

test('any cut of the stream gives the same events', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (cuts) => {
      const reader = createEventStreamReader();
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end));
      // The last line end may be the first half of a CRLF: what comes next tells.
      const told = [...pieces, '\n'].flatMap((piece) => reader.push(piece));
      expect(told).toEqual([...events, { event: 'message', data: 'y' }]);
      expect(reader.lastId).toBe('9');
    }),
  );
});
