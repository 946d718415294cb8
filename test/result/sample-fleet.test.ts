import { describe, expect, it } from 'vitest';
import type { IterationContext, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { sampleFleet } from '../../src/result/sample-fleet.ts';
import { createSampleSheet } from '../../src/result/sample-sheet.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  end,
  fault,
  finished,
  gone,
  message,
  startUp,
} from './stream.ts';

function sample(observations: readonly Observation[], changes: Partial<IterationContext> = {}) {
  const sheet = createSampleSheet();
  sampleFleet(readEpisode(observations, contextOf({ faults: [blackhole], ...changes })), sheet);
  return sheet.read();
}

describe('messages', () => {
  const traffic = [message(1, 'sent', 'up', 1), message(2, 'sent', 'down', 1), message(3, 'delivered', 'down', 1)];

  it('are counted by direction and together', () => {
    expect(sample(traffic, { countsMessages: true }).samples).toMatchObject({
      'messages.lost': 1,
      'messages.lost.up': 1,
      'messages.lost.down': 0,
      'messages.duplicated': 0,
    });
  });

  it.each([
    ['carry no numbers', traffic, false, 'the messages carry no numbers'],
    ['were never seen', [], true, 'no numbered message was seen'],
  ] as const)('that %s are not observable', (_title, observations, countsMessages, reason) => {
    const { samples, unobservable } = sample(observations, { countsMessages });
    expect(samples['messages.lost']).toBeNull();
    expect(unobservable['messages.lost']).toBe(reason);
  });
});

describe('the detection by the server', () => {
  const holed = [...startUp(2), fault(1000, 'injected', 'blackhole', 1), fault(1000, 'injected', 'blackhole', 2)];
  const second = { connection: 2, client: 2 };
  const timeout = finished(21_000, 'timeout');

  it.each([
    [
      'is that of the slowest connection',
      [end(3000, 'server'), closeFrame(4000, 'server', 1011, second), timeout],
      3000,
    ],
    ['is censored where it never came', [end(3000, 'server'), timeout], 'censored'],
    [
      'is censored where the client is back and the server keeps its ghost',
      [closed(1000), closed(1000, second), ...comeBack(1400, 3, 1), ...comeBack(1400, 4, 2), timeout],
      'censored',
    ],
    [
      'does not count what the server did before',
      [end(900, 'server'), end(4000, 'server', 'fin', second), timeout],
      'censored',
    ],
  ] as const)('%s', (_title, after, expected) => {
    expect(sample([...holed, ...after], { clients: 2 }).samples['server.detection']).toBe(expected);
  });

  it.each([
    ['the iteration ended before the server closed the connection', [...comeBack(1400, 3, 1), finished(1500)]],
    [
      "the connection ended without a sign of the server's own",
      [closed(1400), closed(1400, second), gone(1400), gone(1400, second), timeout],
    ],
  ] as const)('is not observable because %s', (reason, after) => {
    expect(sample([...holed, ...after], { clients: 2 }).unobservable['server.detection']).toBe(reason);
  });

  it('is not observable where nothing was lost', () => {
    expect(sample([...startUp(), finished(900)]).unobservable['server.detection']).toBe('no fault took effect');
    expect(sample([...holed, finished(9000)], { clients: 2 }).unobservable['server.detection']).toBe(
      'the connection lived through the fault',
    );
  });
});

it('counts needless breaks and overlapping sockets, and keeps the noise', () => {
  const { samples } = sample([...startUp(), ...comeBack(500), finished(900)], {
    faults: [],
    ...{ loopDelayMs: 3.1, loopDelayMaxMs: 8 },
  });
  expect(samples).toMatchObject({ spurious: 1, 'sockets.max': 2, 'noise.loop': 3.1, 'noise.max': 8 });
});

it('has no figure for a client that was never seen or never steady', () => {
  expect(sample([]).unobservable).toMatchObject({
    spurious: 'the client was never steady',
    'sockets.max': 'no client was seen',
  });
  expect(sample([accept(1)]).samples['sockets.max']).toBe(1);
});

it('noise is not observable where no sample was taken', () => {
  const { samples, unobservable } = sample([...startUp(), finished(900)], { faults: [], loopDelayMs: null });
  expect(samples['noise.loop']).toBeNull();
  expect(unobservable['noise.loop']).toBe('the iteration was over before a sample was due');
  expect(unobservable['noise.max']).toBe('the iteration was over before a sample was due');
});
