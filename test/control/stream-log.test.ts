import { expect, test } from 'vitest';
import { streamLog, withoutPayload } from '../../src/control/stream-log.ts';
import { createEventLog } from '../../src/runner/session/event-log.ts';
import type { LogEntry } from '../../src/runner/session/log-entry.ts';
import { createManualClock } from '../support/manual-clock.ts';

function setUp(since = 0) {
  const clock = createManualClock();
  const log = createEventLog({ maxEvents: 3 });
  const over = new AbortController();
  let ends = 0;
  let waits = 0;
  const heard = {
    ...{ since: log.since, lastId: 0 },
    subscribe(listener: (entry: LogEntry) => void) {
      waits++;
      return log.subscribe(listener);
    },
  };
  const stream = streamLog({
    ...{ log: heard, clock, part: 'events', since, showsPayloads: false, signal: over.signal, onEnd: () => ends++ },
  });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  return {
    ...{ clock, log, over, reader },
    note: (text: string) => log.add({ kind: 'note', text, t: 1 }),
    read: async () => decoder.decode((await reader.read()).value),
    untilWaiting: () => expect.poll(() => waits).toBe(1),
    get ends() {
      return ends;
    },
  };
}

test('a reader is greeted, then told what comes, gathered for a moment', async () => {
  const { read, note, clock, untilWaiting } = setUp();
  expect(await read()).toBe('retry: 1000\n: wschaos\n\n');
  const next = read();
  await untilWaiting();
  note('one');
  note('two\nid: 99');
  clock.advance(20);
  expect(await next).toBe(
    'id: 1\nevent: note\ndata: {"id":1,"kind":"note","text":"one","t":1}\n\n' +
      'id: 2\nevent: note\ndata: {"id":2,"kind":"note","text":"two\\nid: 99","t":1}\n\n',
  );
});

test('one who was too slow for the log is told of the gap', async () => {
  const { read, note } = setUp();
  await read();
  for (const text of ['a', 'b', 'c', 'd', 'e']) note(text);
  expect(await read()).toMatch(/^event: gap\ndata: \{"after":\d\}\n\nid: /);
});

test('in silence there is a sign of life', async () => {
  const { read, clock, untilWaiting } = setUp();
  await read();
  const next = read();
  await untilWaiting();
  clock.advance(15_000);
  expect(await next).toBe(': still here\n\n');
});

test('it ends when what it tells of does', async () => {
  const set = setUp();
  await set.read();
  const next = set.read();
  await set.untilWaiting();
  set.over.abort();
  expect(await next).toBe('event: end\ndata: {}\n\n');
  expect((await set.reader.read()).done).toBe(true);
  expect(set.ends).toBe(1);
});

test('a reader who leaves is forgotten, once', async () => {
  const set = setUp();
  await set.read();
  await set.untilWaiting();
  await set.reader.cancel();
  set.over.abort();
  set.note('unheard');
  expect(set.ends).toBe(1);
});

test('a payload is left out, and nothing else', () => {
  const frame = { id: 1, t: 1, kind: 'frame', connection: 1, direction: 'to-client', opcode: 'text' } as const;
  const entry: LogEntry = { ...frame, fin: true, masked: false, length: 1, delivered: true };
  expect(withoutPayload({ ...entry, payload: { text: 'a' } })).toEqual(entry);
  expect(withoutPayload(entry)).toBe(entry);
});
