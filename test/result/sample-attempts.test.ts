import { describe, expect, it } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { sampleAttempts } from '../../src/result/sample-attempts.ts';
import { createSampleSheet } from '../../src/result/sample-sheet.ts';
import { accept, comeBack, contextOf, fault, finished, refuse, reject, reset, startUp, tell } from './stream.ts';

function sample(after: readonly Observation[], faults: readonly FaultSummary[] = [reset], clients = 1) {
  const sheet = createSampleSheet();
  sampleAttempts(readEpisode([...startUp(clients), ...after], contextOf({ faults, clients })), sheet);
  return sheet.read();
}

const cut = fault(1000, 'injected', 'reset', 1);
const dials = (...instants: readonly number[]) => instants.map((t, index) => accept(t, { connection: 10 + index }));

describe('the attempts of one client', () => {
  it('are counted up to ready, with their gaps and the backoff curve', () => {
    const { samples } = sample([
      cut,
      tell(1010, 'loss'),
      ...dials(1100, 1300, 1700),
      ...comeBack(2500),
      ...dials(2600),
      finished(3000),
    ]);
    expect(samples).toEqual({
      attempts: 4,
      interval: [200, 400, 800],
      'schedule.0': 90,
      'schedule.1': 290,
      'schedule.2': 690,
      'schedule.3': 1490,
      'connects.peak100ms': 1,
      'connects.peak1s': 3,
      'connects.peak100ms.lifted': 1,
      'connects.peak1s.lifted': 3,
    });
  });

  it('are 0, with a reason for what follows from none, when the client made none', () => {
    const { samples, unobservable } = sample([cut, finished(21_000, 'timeout')]);
    expect(samples).toMatchObject({ attempts: 0, interval: null, 'schedule.K': null, 'connects.peak1s': 0 });
    expect(unobservable).toEqual({ interval: 'fewer than two attempts', 'schedule.K': 'no attempt after a loss' });
  });

  it('have a curve of 64 points at most', () => {
    const many = Array.from({ length: 100 }, (_, index) => 1100 + index);
    const { samples } = sample([cut, ...dials(...many), finished(21_000, 'timeout')]);
    expect(samples.attempts).toBe(100);
    expect(Object.keys(samples).filter((metric) => metric.startsWith('schedule.'))).toHaveLength(64);
  });

  it('are not observable without an injection, unlike the peaks', () => {
    const { samples, unobservable } = sample([...comeBack(500), finished(900)], []);
    expect(samples).toMatchObject({ attempts: null, 'connects.peak1s': 1 });
    expect(unobservable).toEqual({
      attempts: 'no fault took effect',
      interval: 'no fault took effect',
      'schedule.K': 'no fault took effect',
      'connects.peak100ms.lifted': 'no fault took effect',
      'connects.peak1s.lifted': 'no fault took effect',
    });
  });
});

describe('while the listener was closed', () => {
  const down = [fault(990, 'fault-start', 'refuse'), cut];
  const up = fault(4000, 'fault-end', 'refuse');
  const unseen = 'the listener was closed and the client tells no `connecting` events: refused dials cannot be seen';

  it('the dials of a silent client are not observable, but those after it was lifted are', () => {
    const { samples, unobservable } = sample([...down, up, ...comeBack(4500), finished(5000)], [refuse, reset]);
    expect(samples).toEqual({
      ...{ attempts: null, interval: null, 'schedule.K': null, 'connects.peak100ms': null, 'connects.peak1s': null },
      ...{ 'connects.peak100ms.lifted': 1, 'connects.peak1s.lifted': 1 },
    });
    expect(new Set(Object.values(unobservable))).toEqual(new Set([unseen]));
  });

  it('one silent client of a fleet hides the peak of all', () => {
    const { unobservable } = sample(
      [...down, tell(1100, 'connecting'), up, ...comeBack(4500, 9), finished(5000)],
      [refuse, reset],
      2,
    );
    expect(unobservable['connects.peak1s']).toBe(unseen);
    expect(unobservable.attempts).toBeUndefined();
  });
});

it('shows the peak of a fleet, and that after the fault was lifted alone', () => {
  const cuts = [1, 2, 3].map((n) => fault(1000, 'injected', 'reset', n));
  const herd = (from: number, t: number) =>
    [1, 2, 3].map((n) => accept(t + 40 * n, { connection: from + n, client: n }));
  const { samples } = sample(
    [
      fault(990, 'fault-start', 'reject'),
      ...cuts,
      ...herd(10, 1000),
      fault(4000, 'fault-end', 'reject'),
      accept(4500, { connection: 20 }),
      finished(21_000, 'timeout'),
    ],
    [reject, reset],
    3,
  );
  expect(samples).toMatchObject({ attempts: 2, 'connects.peak100ms': 3, 'connects.peak100ms.lifted': 1 });
});

it('has no peak after a fault that was never lifted', () => {
  const { samples, unobservable } = sample(
    [fault(990, 'fault-start', 'reject'), cut, ...dials(1100), finished(21_000, 'timeout')],
    [reject, reset],
  );
  expect(samples).toMatchObject({ 'connects.peak1s': 1, 'connects.peak1s.lifted': null });
  expect(unobservable['connects.peak1s.lifted']).toBe('the fault was never lifted');
});

it('says that peaks need a steady client', () => {
  const sheet = createSampleSheet();
  sampleAttempts(readEpisode([accept(1)], contextOf()), sheet);
  expect(sheet.read().unobservable['connects.peak1s']).toBe('the client was never steady');
});
