import { expect, test } from 'vitest';
import { createEventReader } from '../../../src/runner/subject/event-reader.ts';
import { createOutputLog } from '../../../src/runner/subject/output-log.ts';
import type { StampedClientEvent } from '../../../src/runner/subject/subject.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function createReader() {
  const clock = createManualClock(1_000);
  const log = createOutputLog(10, 200);
  const events: StampedClientEvent[] = [];
  const notes: string[] = [];
  const context = {
    onEvent: (event: StampedClientEvent) => events.push(event),
    onNote: (note: string) => notes.push(note),
  };
  return { clock, log, events, notes, read: createEventReader(clock, log, context) };
}

test('a line that is an event is told with its instant, any other is left to the caller', () => {
  const { read, events, log } = createReader();
  expect(['{"ev": "open"}', '{"level": "info"}', 'hello'].map(read)).toEqual([true, false, false]);
  expect(events).toEqual([{ ev: 'open', t: 1_000 }]);
  expect(log.lines).toEqual([]);
});

test.each([
  ['since it was created', '1200000000', 1_200],
  ['before that, which is another clock', '999000000', 1_500],
  ['in the future, which is another clock', '1501000000', 1_500],
])("a client's stamp counts when it lies %s", async (_when, t, expected) => {
  const { clock, read, events } = createReader();
  clock.advance(500);
  read(`{"ev": "open", "t": "${t}"}`);
  expect(events).toEqual([{ ev: 'open', t: expected }]);
});

test('a flood of messages leaves the other events audible, and is written down once', () => {
  const { read, events, log } = createReader();
  for (let i = 0; i < 100_010; i += 1) read('{"ev": "message"}');
  read('{"ev": "loss"}');
  expect(events.length).toBe(100_001);
  expect(events.at(-1)?.ev).toBe('loss');
  expect(log.lines).toEqual(['[wschaos] 100000 events: the ones that follow are ignored']);
});

test('what is wrong with the lines of a client is noted once for each kind', () => {
  const { read, notes } = createReader();
  for (let i = 0; i < 3; i += 1) for (const line of ['{"ev": "opend"}', '{"ev": "open", "t": 12}', 'hello']) read(line);
  expect(notes).toEqual([expect.stringContaining('"opend"'), expect.stringContaining('"t"')]);
});

test('a client that names something else in each line fills no report', () => {
  const { read, notes } = createReader();
  for (let i = 0; i < 1_000; i += 1) read(`{"ev": "request ${i}"}`);
  expect(notes.length).toBe(8);
});
