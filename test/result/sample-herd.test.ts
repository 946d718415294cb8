import { describe, expect, it } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { sampleHerd } from '../../src/result/sample-herd.ts';
import { createSampleSheet } from '../../src/result/sample-sheet.ts';
import { accept, comeBack, contextOf, fault, finished, refuse, reject, reset, startUp, tell } from './stream.ts';

function sample(clients: number, after: readonly Observation[], faults: readonly FaultSummary[] = [reset]) {
  const sheet = createSampleSheet();
  sampleHerd(readEpisode([...startUp(clients), ...after], contextOf({ faults, clients })), sheet);
  return sheet.read();
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const cuts = (clients: number) => numbers(clients).map((n) => fault(1000, 'injected', 'reset', n));
const timeout = finished(21_000, 'timeout');
/** Client n is ready 100·n ms after the injection. */
const back = (clients: number) => numbers(clients).flatMap((n) => comeBack(988 + 100 * n, 100 + n, n));

describe('the time until a share of the fleet is back', () => {
  it('is that of the client which completes the share', () => {
    const { samples, source } = sample(20, [...cuts(20), ...back(20), finished(9000)]);
    expect(samples).toEqual({
      'fleet.back50': 1000,
      'fleet.back95': 1900,
      'fleet.back100': 2000,
      amplification: 1,
    });
    expect(new Set(Object.values(source))).toEqual(new Set(['wire']));
  });

  it('counts from when the fault was lifted, and is 0 for those who came through it', () => {
    const { samples } = sample(
      4,
      [fault(990, 'fault-start', 'reject'), ...cuts(4), ...back(4), fault(1250, 'fault-end', 'reject'), finished(9000)],
      [reject, reset],
    );
    expect(samples).toMatchObject({ 'fleet.back50': 0, 'fleet.back95': 150, 'fleet.back100': 150 });
  });

  it('is 0 for those who came through a fault that was never lifted', () => {
    const { samples } = sample(
      2,
      [fault(990, 'fault-start', 'reject'), ...cuts(2), ...back(2), finished(9000)],
      [reject, reset],
    );
    expect(samples['fleet.back100']).toBe(0);
  });

  it('is censored where too few are back by the timeout', () => {
    const { samples, source } = sample(20, [...cuts(20), ...back(18), timeout]);
    expect(samples).toMatchObject({
      'fleet.back50': 1000,
      'fleet.back95': 'censored',
      'fleet.back100': 'censored',
      amplification: 0.9,
    });
    expect(source['fleet.back95']).toBeUndefined();
  });

  it('is told by the client where any of them is ready by its own word', () => {
    const told = (['loss', 'connecting', 'ready'] as const).map((kind, nth) =>
      tell(1001 + 50 * nth, kind, { client: 2 }),
    );
    const { source } = sample(2, [...cuts(2), ...back(1), ...told, finished(9000)]);
    expect(source['fleet.back100']).toBe('client');
  });

  it('asks only those that lost their link', () => {
    const { samples } = sample(3, [...cuts(2), ...back(2), finished(9000)]);
    expect(samples).toMatchObject({ 'fleet.back50': 100, 'fleet.back100': 200, amplification: 1 });
  });
});

describe('the amplification', () => {
  it('is the number of dials that each client needs until it is ready', () => {
    const more = [accept(1010, { connection: 50, client: 1 }), accept(1020, { connection: 51, client: 1 })];
    expect(
      sample(2, [...cuts(2), ...more, ...back(2), ...comeBack(5000, 60, 1), finished(9000)]).samples,
    ).toMatchObject({ amplification: 2 });
  });

  it('is not observable where refused dials cannot be seen, unlike who is back', () => {
    const down = [fault(990, 'fault-start', 'refuse'), ...cuts(2), fault(1050, 'fault-end', 'refuse')];
    const { samples, unobservable } = sample(2, [...down, ...back(2), finished(9000)], [refuse, reset]);
    expect(samples).toMatchObject({ 'fleet.back50': 50, 'fleet.back100': 150, amplification: null });
    expect(unobservable.amplification).toBe(
      'the listener was closed and the client tells no `connecting` events: refused dials cannot be seen',
    );
  });
});

it('does not say how often a client dials where nothing tells the clients apart, and who is back all the same', () => {
  const sheet = createSampleSheet();
  const stream = [...startUp(2), ...cuts(2), ...back(2), finished(9000)];
  sampleHerd(readEpisode(stream, contextOf({ clients: 2, isAmbiguous: true })), sheet);
  const { samples, unobservable } = sheet.read();
  expect(samples).toMatchObject({ 'fleet.back100': 200, amplification: null });
  expect(unobservable.amplification).toMatch(/^nothing tells the connections of the clients apart/);
});

it.each([
  ['there is one client only', 1, [...cuts(1), ...back(1)]],
  ['no fault took effect', 2, []],
  ['no client lost its link', 2, cuts(2)],
] as const)('nothing is told of a fleet where %s', (reason, clients, after) => {
  const { samples, unobservable } = sample(clients, [...after, finished(9000)]);
  const nothing = ['fleet.back50', 'fleet.back95', 'fleet.back100', 'amplification'];
  expect(samples).toEqual(Object.fromEntries(nothing.map((metric) => [metric, null])));
  expect(unobservable).toEqual(Object.fromEntries(nothing.map((metric) => [metric, reason])));
});
