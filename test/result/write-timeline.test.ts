import { describe, expect, it } from 'vitest';
import type { IterationContext, Observation } from '../../src/result/observation.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { writeTimeline } from '../../src/result/write-timeline.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  end,
  exit,
  fault,
  faultOf,
  finished,
  pause,
  refuse,
  rejected,
  startUp,
  tell,
} from './stream.ts';

function story(after: readonly Observation[], changes: Partial<IterationContext> = {}, clients = 1) {
  const context = contextOf({ faults: [blackhole], clients, ...changes });
  return writeTimeline(readEpisode([...startUp(clients), ...after], context)).map(({ t, what, nth, text }) =>
    `${t} ${what}${nth === undefined ? '' : ` ${nth}`} ${text}`.trim(),
  );
}

const holed = fault(1000, 'injected', 'blackhole', 1);

describe('the timeline', () => {
  it('calls out a pause, and what it looks like', () => {
    expect(story([holed, closeFrame(2018, 'client'), closed(32_018), ...comeBack(32_022), finished(32_100)])).toEqual([
      '0 fault blackhole, both directions',
      '1018 detected client sent Close 1000',
      '31018 closed the old connection ← 30 s pause: looks like a close-handshake timeout',
      '31022 attempt 1',
      '31027 open',
      '31034 ready',
    ]);
  });

  it('calls a long pause no more than a pause where no Close frame waits for its answer', () => {
    expect(
      story([holed, tell(2000, 'loss', { cause: 'ping.timeout' }), ...comeBack(12_000), finished(12_100)]),
    ).toEqual([
      '0 fault blackhole, both directions',
      '1000 detected client tells ping.timeout',
      '11000 attempt 1 ← 10 s pause',
      '11005 open',
      '11012 ready',
    ]);
  });

  it('blames the close handshake for the pause that ends with the old connection, not for the next', () => {
    const lines = story([holed, closeFrame(2018, 'client'), closed(32_018), ...comeBack(45_018), finished(46_000)]);
    expect(lines[3]).toBe('44018 attempt 1 ← 13 s pause');
  });

  it('tells faults by their ids, refused dials, and what the client says', () => {
    const faults = [refuse, faultOf('cut', { type: 'reset' })];
    const told = [
      fault(1000, 'fault-start', 'refuse'),
      fault(1000, 'injected', 'cut', 1),
      tell(1003, 'loss', { cause: 'tcp.reset' }),
      tell(1100, 'connecting'),
      tell(1101, 'error', { err: 'connect ECONNREFUSED 127.0.0.1:9000' }),
      fault(1500, 'fault-end', 'refuse'),
      tell(1600, 'connecting'),
      accept(1601, { connection: 2 }),
      rejected(1650, 503, { connection: 2 }),
      tell(1700, 'giveup'),
      exit(1702, 1, ['bye']),
      finished(1800),
    ];
    expect(story(told, { faults })).toEqual([
      '0 fault refuse',
      '0 fault cut: reset',
      '3 detected client tells tcp.reset',
      '100 attempt 1',
      '101 client error: connect ECONNREFUSED 127.0.0.1:9000',
      '500 lifted refuse',
      '600 attempt 2',
      '650 refused HTTP 503',
      '700 client gave up',
      '702 client client 1 exited with code 1: bye',
    ]);
  });

  it.each([
    ['a FIN', end(2000, 'client'), '1000 detected client sent FIN'],
    ['a RST', end(2000, 'client', 'reset'), '1000 detected client sent RST'],
    ['a new connection', accept(2000, { connection: 2 }), '1000 detected client dialled again'],
  ])('says that a client was seen to notice by %s', (_title, sign, expected) => {
    expect(story([holed, sign, finished(3000)])).toContain(expected);
  });

  it('shows the sign on the wire beside the word of the client', () => {
    const lines = story([
      holed,
      closeFrame(2000, 'client', 4000),
      tell(2001, 'loss'),
      end(2500, 'server'),
      finished(3000),
    ]);
    expect(lines).toEqual([
      '0 fault blackhole, both directions',
      '1000 client sent Close 4000',
      '1001 detected client tells a loss',
      '1500 server detected: sent FIN',
    ]);
  });

  it('says that refused dials may be missing', () => {
    const faults = [refuse, blackhole];
    const lines = story([fault(1000, 'fault-start', 'refuse'), holed, ...comeBack(1400), finished(1500)], { faults });
    expect(lines).toContain('400 attempt 1 the first that reached the proxy');
  });

  it('ends with the timeout of an iteration that did not come to its end', () => {
    expect(story([holed, finished(21_000, 'timeout')]).at(-1)).toBe('20000 end timeout of the iteration');
    expect(story([holed, finished(2000, 'disturbed', 'port stolen')]).at(-1)).toBe('1000 end port stolen');
  });

  it('follows the slowest of several clients', () => {
    const cuts = [1, 2].map((n) => fault(1000, 'injected', 'blackhole', n));
    expect(story([...cuts, ...comeBack(1100, 3, 1), ...comeBack(1300, 4, 2), finished(2000)], {}, 2)).toEqual([
      '0 fault blackhole, both directions',
      '300 detected client 2 dialled again',
      '300 attempt 1',
      '305 open',
      '312 ready',
    ]);
  });

  it('counts from steady where nothing was injected, and shows what happened before an injection', () => {
    expect(story([closeFrame(600, 'client'), finished(900)], { faults: [] })).toEqual(['500 client sent Close 1000']);
    const lines = story([closeFrame(600, 'client'), fault(1000, 'injected', 'pause', 1), finished(1100)], {
      faults: [pause],
    });
    expect(lines).toEqual(['-400 client sent Close 1000', '0 fault pause, benign']);
  });

  it('loses its middle when it is long', () => {
    const many = Array.from({ length: 500 }, (_, index) => accept(2000 + index, { connection: index + 2 }));
    const lines = story([holed, ...many, finished(21_000, 'timeout')]);
    expect(lines).toHaveLength(48);
    expect(lines[31]).toBe('1029 omitted 456 more lines');
    expect(lines.at(-2)).toBe('1499 attempt 500');
  });
});
