import { describe, expect, it } from 'vitest';
import { explainNoBound } from '../../src/result/explain-no-bound.ts';
import type { HeartbeatSummary } from '../../src/result/observation.ts';
import { blackhole, faultOf } from './stream.ts';

const heartbeat = (style: HeartbeatSummary['style'], byMessages?: true): HeartbeatSummary => {
  return { style, intervalMs: 1000, timeoutMs: 500, ...(byMessages === undefined ? {} : { byMessages }) };
};
const noPongs = faultOf('drop', { sign: 'no-pongs' });
const noMessages = faultOf('drop', { sign: 'no-messages' });

describe('that there is no bound is explained', () => {
  it.each([
    [
      'for missing pongs under a heartbeat of messages',
      noPongs,
      heartbeat('app'),
      'the heartbeat of the client is made of messages, so missing pongs need not show',
    ],
    [
      'for ticks that look at messages',
      noPongs,
      heartbeat('tick', true),
      'the heartbeat of the client is made of messages, so missing pongs need not show',
    ],
    [
      'where the server asks',
      noPongs,
      heartbeat('server'),
      'the client watches the pings of the server, so missing pongs',
    ],
    ['without a heartbeat', noPongs, heartbeat('none'), 'the client has no heartbeat, so missing pongs need not show'],
    ['for one that minds silence', noPongs, heartbeat('idle'), 'the client watches for silence, so missing pongs'],
    [
      'for missing messages under pings',
      noMessages,
      heartbeat('ping'),
      'the client asks by pings, so missing messages',
    ],
    [
      'for messages that the server misses, under one that minds those it sends',
      { ...noMessages, reachesClient: false },
      heartbeat('server', true),
      'the client watches the messages of the server, so missing messages need not show',
    ],
    [
      'for silence towards the server, under one that only listens',
      { ...blackhole, reachesClient: false },
      heartbeat('idle'),
      'the client watches for silence, so what is lost on its way to the server need not show',
    ],
    [
      'where the fault is declared benign, as for such a client it is',
      { ...noPongs, benign: true },
      heartbeat('app'),
      'a client that keeps its link is right',
    ],
    ['where nobody knows the heartbeat', blackhole, undefined, 'client.heartbeat can tell it'],
  ] as const)('%s', (_title, fault, one, expected) => {
    expect(explainNoBound(fault, one)).toContain(expected);
  });

  it('with what to do, unless that was done', () => {
    const told = (benign: boolean) => explainNoBound({ ...noPongs, benign }, heartbeat('app'));
    expect(told(false)?.endsWith('declare the fault `benign`, and expect "spurious == 0" of such a client')).toBe(true);
    expect(told(true)?.endsWith('a client that keeps its link is right')).toBe(true);
  });

  it.each([
    ['there is one', blackhole, heartbeat('app')],
    ['pings are asked and unanswered', noPongs, heartbeat('tick')],
    ['messages are asked and unanswered', noMessages, heartbeat('server', true)],
    ['a page hears nothing any more', noMessages, heartbeat('idle', true)],
    ['the link ends', faultOf('cut', { sign: 'end' }), undefined],
    ['the fault takes nothing away', faultOf('latency'), undefined],
    ['a benign fault meets a client of which nothing is known', { ...blackhole, benign: true }, undefined],
  ] as const)('not where %s', (_title, fault, one) => {
    expect(explainNoBound(fault, one)).toBeUndefined();
  });
});
