import { expect, test } from 'vitest';
import { createEventLog, partOf } from '../../../src/runner/session/event-log.ts';
import type { LogEntry, Told } from '../../../src/runner/session/log-entry.ts';

const note = (t: number): Told => ({ kind: 'note', text: `note ${t}`, t });
const frame = (t: number): Told => ({ kind: 'delivered', connection: 1, direction: 'to-client', frame: 1, t });
const idsOf = (entries: readonly LogEntry[]): readonly number[] => entries.map(({ id }) => id);

test('ids rise over both parts, and a page begins behind the id that it is asked for', () => {
  const log = createEventLog();
  expect(log.lastId).toBe(0);
  for (const told of [note(1), frame(2), note(3), frame(4)]) log.add(told);
  expect(log.lastId).toBe(4);
  expect(idsOf(log.since(0).entries)).toEqual([1, 2, 3, 4]);
  expect(idsOf(log.since(2).entries)).toEqual([3, 4]);
  expect(idsOf(log.since(0, 'frames').entries)).toEqual([2, 4]);
  expect(idsOf(log.since(1, 'events').entries)).toEqual([3]);
  expect(log.since(99)).toEqual({ entries: [], hasGap: false });
});

test('frames push out frames and nothing else, and a reader who is too late is told of the gap', () => {
  const log = createEventLog({ maxFrames: 3, maxEvents: 3 });
  log.add(note(0));
  for (let t = 1; t <= 10; t++) log.add(frame(t));
  expect(log.since(0)).toMatchObject({ hasGap: true });
  expect(idsOf(log.since(0).entries)).toEqual([1, 9, 10, 11]);
  expect(log.since(8, 'frames')).toMatchObject({ hasGap: false });
  expect(log.since(7, 'frames')).toMatchObject({ hasGap: true });
  expect(log.since(0, 'events').hasGap).toBe(false);
});

test('who subscribes hears of each entry until he has heard enough', () => {
  const log = createEventLog();
  const heard: LogEntry[] = [];
  const end = log.subscribe((entry) => heard.push(entry));
  const first = log.add(note(1));
  end();
  log.add(note(2));
  expect(heard).toEqual([first]);
  expect(partOf(first)).toBe('events');
});
