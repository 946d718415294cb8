import { describe, expect, it } from 'vitest';
import { findServerNotice, serverSignAfter } from '../../src/result/find-server-notice.ts';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import {
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  end,
  fault,
  faultOf,
  finished,
  gone,
  ready,
  reset,
  startUp,
} from './stream.ts';

const noticeOf = (observations: readonly Observation[], faults: readonly FaultSummary[], clients = 1) =>
  findServerNotice(readEpisode(observations, contextOf({ faults, clients })));

const vanished = [...startUp(), fault(1000, 'injected', 'reset', 1), closed(1000), ...comeBack(1080)];
const noticed = (t: number) => ({ kind: 'noticed', t });
const timeout = finished(21_000, 'timeout');

describe('of a client that vanished', () => {
  it.each([
    ['a FIN tells', [end(2500, 'server')], noticed(2500)],
    ['a RST tells', [end(2500, 'server', 'reset')], noticed(2500)],
    ['a Close frame tells, before the FIN', [closeFrame(2400, 'server', 1011), end(2500, 'server')], noticed(2400)],
    ['nothing tells', [], { kind: 'unnoticed' }],
    [
      'the end of the new connection tells nothing',
      [end(2500, 'server', 'fin', { connection: 2 })],
      { kind: 'unnoticed' },
    ],
    ['a connection that the fault took from both sides tells nothing', [gone(1001)], { kind: 'hidden' }],
    [
      'what is left of a connection that the server ended adds nothing',
      [end(2500, 'server'), gone(2501)],
      noticed(2500),
    ],
  ] as const)('%s', (_title, after, expected) => {
    expect(noticeOf([...vanished, ...after, timeout], [reset])).toEqual(expected);
  });

  it('is told while the iteration goes on', () => {
    expect(noticeOf(vanished, [reset])).toEqual({ kind: 'unnoticed' });
    expect(noticeOf([...vanished, end(2500, 'server')], [reset])).toEqual(noticed(2500));
  });
});

describe('of several clients', () => {
  const holed = [...startUp(2), fault(1000, 'injected', 'blackhole', 1), fault(1000, 'injected', 'blackhole', 2)];
  const second = { connection: 2, client: 2 };

  it('the last one that the server notices counts', () => {
    const ends = [end(3000, 'server', 'fin', second), end(2000, 'server')];
    expect(noticeOf([...holed, ...ends, timeout], [blackhole], 2)).toEqual(noticed(3000));
  });

  it('one whose link lived through the fault counts only where the server ended it', () => {
    const lived = [...holed, ready(1500, second), end(2000, 'server')];
    expect(noticeOf([...lived, timeout], [blackhole], 2)).toEqual(noticed(2000));
    expect(noticeOf([...lived, end(4000, 'server', 'fin', second), timeout], [blackhole], 2)).toEqual(noticed(4000));
  });
});

it.each([
  ['was injected', [...startUp(), timeout], [reset]],
  ['was lost', [...startUp(), fault(1000, 'injected', 'blackhole', 1), ready(1500), timeout], [blackhole]],
] as const)('there is nothing to notice where nothing %s', (_title, observations, faults) => {
  expect(noticeOf(observations, faults)).toEqual({ kind: 'nothing' });
});

it('a killed server, which a fault on no connection is, is itself the first to know', () => {
  const server = faultOf('server', { lasting: true, sign: 'end' });
  const killed = [...startUp(), fault(1000, 'injected', 'server'), end(1001, 'server', 'reset'), closed(1002)];
  expect(noticeOf([...killed, timeout], [server])).toEqual(noticed(1001));
});

it('the sign of a server is the first one from the given instant on', () => {
  const [history] = readClients([end(5, 'server'), end(9, 'server', 'reset')]).get(1)?.connections ?? [];
  if (history === undefined) throw new Error('no connection was read');
  expect([0, 5, 6, 10].map((from) => serverSignAfter(history, from)?.t)).toEqual([5, 5, 9, undefined]);
});
