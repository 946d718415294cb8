import { describe, expect, it } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { sampleRecovery } from '../../src/result/sample-recovery.ts';
import { createSampleSheet } from '../../src/result/sample-sheet.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  exit,
  fault,
  finished,
  refuse,
  reject,
  reset,
  startUp,
  tell,
} from './stream.ts';

function sample(
  after: readonly Observation[],
  faults: readonly FaultSummary[] = [reset, blackhole, reject],
  clients = 1,
) {
  const sheet = createSampleSheet();
  sampleRecovery(readEpisode([...startUp(clients), ...after], contextOf({ faults, clients })), sheet);
  return sheet.read();
}

const cut = fault(1000, 'injected', 'reset', 1);
const timeout = finished(21_000, 'timeout');
const never = { close: 'censored', reconnect: 'censored', recovery: 'censored', outage: 'censored' };

describe('the figures of losing a link and coming back', () => {
  it.each([
    ['of a client that never noticed are censored', [cut, timeout], { detection: 'censored', ...never }],
    [
      'of a client that never noticed that its socket is gone have no close',
      [cut, closed(1005), timeout],
      { detection: 'censored', close: null, reconnect: 'censored', recovery: 'censored', outage: 'censored' },
    ],
    [
      'of a client that is stuck are censored from where it is stuck',
      [cut, closed(1000), closeFrame(1010, 'client'), accept(1400, { connection: 2 }), timeout],
      { detection: 10, close: 0, reconnect: 'censored', recovery: 'censored', outage: 'censored' },
    ],
    [
      'of a client that hangs on to its dead socket have a censored close',
      [cut, tell(1010, 'loss'), ...comeBack(1400), timeout],
      { detection: 10, close: 'censored', reconnect: 395, recovery: 412, outage: 412 },
    ],
    [
      'count recovery from the end of the fault at the door',
      [
        fault(900, 'fault-start', 'reject'),
        cut,
        closed(1000),
        fault(3000, 'fault-end', 'reject'),
        ...comeBack(3500),
        timeout,
      ],
      { detection: 2500, close: 0, reconnect: 5, recovery: 512, outage: 2512 },
    ],
    [
      'have no recovery left where the client came through the fault, which was never lifted',
      [fault(900, 'fault-start', 'reject'), cut, closed(1000), ...comeBack(3500), finished(4000)],
      { detection: 2500, close: 0, reconnect: 5, recovery: 0, outage: 2512 },
    ],
  ] as const)('%s', (_title, after, expected) => {
    expect(sample(after).samples).toEqual(expected);
  });

  it('do not tell how long the old socket lived when the iteration ended before it did', () => {
    const { samples, unobservable } = sample([cut, ...comeBack(1400), finished(1500)]);
    expect(samples.close).toBeNull();
    expect(unobservable).toEqual({ close: 'the iteration ended before the old connection was closed' });
  });

  it('do not take a dial for the first where earlier ones may have been refused unseen', () => {
    const down = [
      fault(1000, 'fault-start', 'refuse'),
      fault(1000, 'injected', 'refuse'),
      cut,
      closed(1000),
      fault(3000, 'fault-end', 'refuse'),
    ];
    const { samples, unobservable, source } = sample([...down, ...comeBack(3500), finished(4000)], [refuse, reset]);
    expect(samples).toEqual({ detection: null, close: null, reconnect: null, recovery: 512, outage: 2512 });
    expect(Object.keys(unobservable)).toEqual(['detection', 'close', 'reconnect']);
    expect(unobservable.detection).toContain('may have been refused unseen');
    expect(source).toEqual({ recovery: 'wire', outage: 'wire' });
    const told = sample([...down, tell(1003, 'loss'), ...comeBack(3500), finished(4000)], [refuse, reset]);
    expect(told.samples).toMatchObject({ detection: 3, reconnect: 2502 });
  });

  it.each([
    ['no fault took effect', []],
    ['the connection lived through the fault', [cut, finished(9000)]],
    ['the client ended before it showed a sign', [cut, closed(1002), exit(1003, 1), finished(1010)]],
  ] as const)('are not observable because %s', (reason, after) => {
    const { samples, unobservable } = sample(after);
    expect(Object.values(samples)).toEqual([null, null, null, null, null]);
    expect(new Set(Object.values(unobservable))).toEqual(new Set([reason]));
  });

  it('are told by the client when one of their two instants is', () => {
    const { source } = sample([cut, closed(1000), tell(1010, 'loss'), ...comeBack(1400), finished(1500)]);
    expect(source).toEqual({
      detection: 'client',
      close: 'client',
      reconnect: 'client',
      recovery: 'wire',
      outage: 'wire',
    });
  });

  it('are, of several clients, each the worst, and censored when one of them is', () => {
    const cuts = [1, 2].map((n) => fault(1000, 'injected', 'reset', n));
    const early = [tell(1300, 'loss'), ...comeBack(1310, 3, 1)];
    const late = [tell(1001, 'loss', { client: 2 }), ...comeBack(1900, 4, 2)];
    expect(sample([...cuts, ...early, ...late, timeout], [reset], 2).samples).toMatchObject({
      detection: 300,
      reconnect: 904,
      outage: 912,
    });
    expect(sample([...cuts, ...early, timeout], [reset], 2).samples).toMatchObject({
      detection: 'censored',
      outage: 'censored',
    });
  });
});
