import { describe, expect, it } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { comeBack, contextOf, fault, faultOf, finished, pause, refuse, reset, startUp, tell } from './stream.ts';

function outcome(after: readonly Observation[], faults: readonly FaultSummary[] = [reset], clients = 3) {
  const read = readEpisode([...startUp(clients), ...after], contextOf({ clients, faults })).outcome;
  return (
    read && {
      deciding: read.deciding.map(({ client }) => client),
      lost: read.lost.map(({ client }) => client),
      slowest: read.slowest.client,
    }
  );
}

const timeout = finished(9000, 'timeout');

describe('the clients that decide', () => {
  it.each([
    ['those whose live connections the fault touched', [fault(1000, 'injected', 'reset', 2), timeout], [reset], [2]],
    [
      'all that were there, where the fault names no connection',
      [fault(1000, 'injected', 'server'), timeout],
      [faultOf('server')],
      [1, 2, 3],
    ],
  ] as const)('are %s', (_title, after, faults, expected) => {
    expect(outcome(after, faults)?.deciding).toEqual(expected);
  });

  it('are none where nothing was injected', () => {
    expect(outcome([timeout])).toBeNull();
  });
});

describe('the clients that lost their link', () => {
  const cuts = [1, 2, 3].map((n) => fault(1000, 'injected', 'reset', n));

  it.each([
    ['those that noticed, and those that did not', [...cuts, ...comeBack(1100, 4, 1), timeout], [reset], [1, 2, 3]],
    [
      'those that noticed alone, where the runner saw success',
      [...cuts, ...comeBack(1100, 4, 1), finished(1500)],
      [reset],
      [1],
    ],
    ['none, under a benign fault that nobody noticed', [fault(1000, 'injected', 'pause', 1), timeout], [pause], []],
    ['none, where only the listener closed', [fault(1000, 'injected', 'refuse'), timeout], [refuse], []],
  ] as const)('are %s', (_title, after, faults, expected) => {
    expect(outcome(after, faults)?.lost).toEqual(expected);
  });

  it.each([
    ['the last to be ready', [...comeBack(1100, 4, 1), ...comeBack(1300, 5, 2), ...comeBack(1200, 6, 3), timeout], 2],
    [
      'one that never is',
      [...comeBack(1100, 4, 1), tell(1001, 'loss', { client: 2 }), ...comeBack(1200, 6, 3), timeout],
      2,
    ],
    [
      'of those that never are, one that never noticed',
      [tell(1001, 'loss', { client: 1 }), tell(1001, 'loss', { client: 2 }), timeout],
      3,
    ],
  ] as const)('have as their slowest %s', (_title, after, expected) => {
    expect(outcome([...cuts, ...after])?.slowest).toBe(expected);
  });
});
