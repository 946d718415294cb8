import { expect, test } from 'vitest';
import type { Observation } from '../../../src/result/observation.ts';
import { createIterationRecorder } from '../../../src/runner/iteration-recorder.ts';
import { parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';
import { createEpisodes } from '../../../src/runner/session/create-episodes.ts';
import { createFaultBook } from '../../../src/runner/session/fault-book.ts';
import { createMeasurementBook } from '../../../src/runner/session/measurement-book.ts';
import { summariseFault } from '../../../src/runner/summarise-fault.ts';

function setUp(limit?: number, lookMs = 0) {
  let now = 0;
  let recovered = 0;
  let judged = 0;
  const recorder = createIterationRecorder({
    ...{ readySign: 'open', clientOf: () => 1, onSignal: () => {}, onObservation: () => book.changed() },
  });
  const episodes = createEpisodes({
    now: () => now,
    read: () => {
      judged++;
      // A look takes its time.
      now += lookMs;
      return recorder.peek();
    },
    ...{ steadyAt: () => 1, disturbed: () => undefined, lateness: () => ({ standstills: [] }), seed: 1 },
    countsMessages: false,
  });
  const faults = createFaultBook();
  const measured = { episodes, recorder, now: () => now, recover: () => void recovered++ };
  const book = createMeasurementBook(measured, () => faults.all, limit);
  const wire = (kind: 'accept' | 'open' | 'ready' | 'closed' | 'gone', connection: number): Observation => ({
    ...{ source: 'wire', kind, connection, client: 1, t: now },
  });
  return {
    ...{ book, recorder, episodes },
    at(t: number, kinds: Parameters<typeof wire>[0][] = [], connection = 1) {
      now = t;
      for (const kind of kinds) recorder.add(wire(kind, connection));
    },
    reset(id: string, isTogether = false) {
      const entry = { id, fault: 'reset' };
      const [plan] = parseFaultEntries([entry], 'ws://127.0.0.1:1');
      if (plan === undefined) throw new Error('no plan');
      const episode = episodes.enter(summariseFault(plan), () => isTogether);
      const fault = faults.add({ plan, entry, episode, thrownAt: now });
      book.entered(fault);
      for (const kind of ['fault-start', 'injected'] as const) {
        recorder.add({ source: 'fault', kind, fault: id, connection: kind === 'injected' ? 1 : undefined, t: now });
      }
      return fault;
    },
    get judged() {
      return judged;
    },
    get recovered() {
      return recovered;
    },
  };
}

test('a fault is judged anew when something has happened, and for good when the next one is thrown in', () => {
  const { book, at, reset } = setUp();
  at(1, ['accept', 'open', 'ready']);
  at(10);
  const first = reset('first');
  at(11, ['closed', 'gone']);
  expect(book.judge(first)).toMatchObject({ observed: { verdict: 'undetected' }, isFinal: false });
  at(40, ['accept', 'open', 'ready'], 2);
  expect(book.judge(first)).toMatchObject({ observed: { verdict: 'recovered' }, isFinal: false });
  at(500);
  reset('second');
  expect(book.judge(first)).toMatchObject({ observed: { verdict: 'recovered' }, isFinal: true, origin: 10 });
});

test('nothing is judged twice while nothing happens', () => {
  const set = setUp();
  set.at(1, ['accept', 'open', 'ready']);
  const fault = set.reset('cut');
  set.book.judge(fault);
  const { judged } = set;
  set.at(900);
  set.book.judge(fault, { isFresh: true });
  expect(set.judged).toBe(judged);
});

test('while something happens all the time each fault of several has its turn', () => {
  const { book, at, reset } = setUp(undefined, 5);
  at(1, ['accept', 'open', 'ready']);
  at(10);
  const both = [reset('first'), reset('second', true)];
  at(11, ['closed', 'gone']);
  for (const fault of both) book.judge(fault);
  at(400, ['accept', 'open', 'ready'], 2);
  const verdicts = both.map((fault) => book.judge(fault).observed.verdict);
  expect(verdicts).toEqual(['recovered', 'recovered']);
});

test('what nobody needs any more is let go, and a disturbance of then is none of now', () => {
  const set = setUp();
  const { recorder, at, reset } = set;
  at(1, ['accept', 'open', 'ready']);
  reset('first');
  at(11, ['closed', 'gone']);
  at(40, ['accept', 'open', 'ready'], 2);
  const { size } = recorder;
  at(50);
  reset('second');
  expect(recorder.size).toBeLessThan(size);
  expect(set.recovered).toBe(2);
});

test('however many connections come and go, memory is bounded', () => {
  const { recorder, at, reset, book } = setUp(100);
  at(1, ['accept', 'open', 'ready']);
  const fault = reset('cut');
  for (let n = 2; n < 200; n++) at(n, ['accept', 'open', 'ready', 'closed', 'gone'], n);
  expect(recorder.size).toBeLessThan(220);
  expect(book.judge(fault).isFinal).toBe(true);
});
