import { expect, test } from 'vitest';
import type { Observation } from '../../../src/result/observation.ts';
import { type FaultEntry, parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';
import { createFaultBook } from '../../../src/runner/session/fault-book.ts';
import { writeFaults } from '../../../src/runner/session/write-faults.ts';

const episode = { from: 0, to: undefined, faults: new Map() };

function setUp() {
  const book = createFaultBook();
  const wait = (entry: FaultEntry, t: number): void => {
    const [plan] = parseFaultEntries([entry], 'ws://127.0.0.1:1');
    if (plan !== undefined) book.add({ plan, entry, episode, thrownAt: t });
  };
  return {
    book,
    wait,
    start(entry: FaultEntry & { readonly id: string }, t: number) {
      wait(entry, t);
      book.onProxyEvent({ kind: 'fault-start', fault: entry.id, connection: undefined, t });
    },
    write: (now: number, observations: readonly Observation[] = [], isBenign = false) =>
      writeFaults(
        book.all.map((fault) => ({ fault })),
        { now, observations, isBenign },
      ),
  };
}

test('each stands at its distance from the first, and lasts as long as it stayed', () => {
  const { book, start, write } = setUp();
  start({ id: 'down', fault: 'refuse', for: '1m' }, 10_000);
  start({ id: 'cut', fault: 'reset' }, 10_250);
  book.lift('down', 12_000);
  expect(write(20_000)).toMatchObject({
    faults: [
      { value: { id: 'down', fault: 'refuse', at: '500ms', for: '2s' }, comment: undefined },
      { value: { id: 'cut', fault: 'reset', at: '750ms' }, comment: undefined },
    ],
    lastsMs: 2_500,
  });
});

test('one that was lifted at once stays for as long as a heartbeat takes to tell of it, unless it did no harm', () => {
  const { book, start, write } = setUp();
  start({ id: 'quiet', fault: 'blackhole' }, 0);
  book.lift('quiet', 130);
  expect(write(1_000).faults[0]?.value).toMatchObject({ for: '250ms' });
  expect(write(1_000, [], true).faults[0]?.value).toMatchObject({ for: '130ms' });
});

test('one that is still there stays until the end, and that is said', () => {
  const { start, write } = setUp();
  start({ id: 'quiet', fault: 'blackhole' }, 0);
  expect(write(1_500, [], true).faults).toEqual([
    {
      value: { fault: 'blackhole', at: '500ms', benign: true },
      comment: 'Still there when this was saved, after 1.5 s.',
    },
  ]);
});

test('one that was aimed at a connection is aimed at the one that will be in its place', () => {
  const { start, write } = setUp();
  const wire = (kind: 'accept' | 'gone', connection: number, t: number): Observation => ({
    ...{ source: 'wire', kind, connection, client: 1, t },
  });
  start({ id: 'cut', fault: 'reset', connections: { nth: 7 } }, 100);
  const seen = [wire('accept', 5, 1), wire('gone', 5, 2), wire('accept', 7, 3), wire('gone', 7, 101)];
  expect(write(200, seen).faults[0]?.value).toMatchObject({ connections: { nth: 1 } });
});

test('ids that came twice are told apart', () => {
  const { start, write } = setUp();
  for (const t of [0, 100]) start({ id: 'cut', fault: 'reset' }, t);
  expect([...write(200).ids.values()]).toEqual(['cut', 'cut.2']);
});

test('one that has not begun begins when it was to', () => {
  const { wait, write } = setUp();
  wait({ id: 'late', fault: 'refuse', at: '5s', for: '2s' }, 1_000);
  expect(write(2_000).faults).toEqual([
    { value: { fault: 'refuse', at: '5.5s', for: '2s' }, comment: 'It had not begun when this was saved.' },
  ]);
});
