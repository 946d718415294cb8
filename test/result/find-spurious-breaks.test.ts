import { describe, expect, it } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import {
  accept,
  blackhole,
  closeFrame,
  comeBack,
  contextOf,
  end,
  fault,
  pause,
  refuse,
  reset,
  startUp,
} from './stream.ts';

function breaks(observations: readonly Observation[], faults: readonly FaultSummary[]) {
  const all = [...startUp(), ...observations];
  return readEpisode(all, contextOf({ faults })).breaks.map(({ t, sign, underBenign }) => [t, sign, underBenign]);
}

const pausing = fault(400, 'fault-start', 'pause');

describe('a link counts as broken without need', () => {
  it.each([
    [
      'when the client closes it under a benign fault',
      [pausing, closeFrame(500, 'client')],
      [pause],
      [[500, 'close:1000', true]],
    ],
    [
      'once, when a close is followed by a reconnect',
      [pausing, end(500, 'client'), ...comeBack(600)],
      [pause],
      [[500, 'fin', true]],
    ],
    ['when the client only connects anew', [pausing, ...comeBack(600)], [pause], [[600, 'dial', true]]],
    ['without any fault', [...comeBack(600)], [], [[600, 'dial', true]]],
    [
      'twice, when the next link is broken too',
      [...comeBack(600), ...comeBack(900, 3)],
      [],
      [
        [600, 'dial', true],
        [900, 'dial', true],
      ],
    ],
    [
      'before the harmful fault begins',
      [closeFrame(500, 'client'), fault(900, 'fault-start', 'reset')],
      [reset],
      [[500, 'close:1000', false]],
    ],
    [
      'under a benign fault, though the server closed it',
      [pausing, closeFrame(500, 'server'), closeFrame(501, 'client'), ...comeBack(600)],
      [pause],
      [[600, 'dial', true]],
    ],
    [
      'after the client was back from a harmful fault',
      [fault(400, 'injected', 'reset', 1), ...comeBack(500), closeFrame(900, 'client', 1001, { connection: 2 })],
      [reset],
      [[900, 'close:1001', false]],
    ],
  ] as const)('%s', (_title, observations, faults, expected) => {
    expect(breaks(observations, faults)).toEqual(expected);
  });
});

describe('a link does not count as broken without need', () => {
  it.each([
    ['when a harmful fault touched it', [fault(400, 'injected', 'reset', 1), ...comeBack(500)], [reset]],
    ['while a harmful fault is active', [fault(400, 'fault-start', 'refuse'), closeFrame(500, 'client')], [refuse]],
    [
      'on the way back, before it was ready',
      [fault(400, 'injected', 'reset', 1), accept(500, { connection: 2 }), ...comeBack(900, 3)],
      [reset],
    ],
    ['when the server closed it by itself', [closeFrame(500, 'server'), ...comeBack(600)], [reset]],
    [
      'when the client answers the close of the server',
      [closeFrame(500, 'server'), closeFrame(501, 'client')],
      [pause],
    ],
    ['before the iteration is steady', [end(50, 'client')], [pause]],
    [
      'late, when a silent fault had touched it',
      [
        fault(400, 'fault-start', 'blackhole'),
        fault(400, 'injected', 'blackhole', 1),
        fault(500, 'fault-end', 'blackhole'),
        end(900, 'client'),
      ],
      [blackhole],
    ],
  ] as const)('%s', (_title, observations, faults) => {
    expect(breaks(observations, faults)).toEqual([]);
  });
});
