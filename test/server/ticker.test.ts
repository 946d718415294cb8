import { expect, test } from 'vitest';
import { parseEnvelope } from '../../src/base/envelope.ts';
import { createTicker } from '../../src/server/ticker.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createPeer, type RecordedPeer } from './create-peer.ts';

const ticksOf = ({ sent }: RecordedPeer): readonly string[] =>
  sent.map((text) => {
    const { c, g, s, k } = parseEnvelope(String(text)) ?? {};
    return `${k} ${c}/${g}/${s}`;
  });

test('each client is ticked every interval from its own arrival, numbered from 1', () => {
  const clock = createManualClock();
  const ticker = createTicker({ clock, intervalMs: 100 });
  const [first, second] = [createPeer(1), createPeer(2)];
  ticker.onJoin?.(first);
  clock.advance(50);
  ticker.onJoin?.(second);
  clock.advance(200);
  expect(ticksOf(first)).toEqual(['down connection-1/1/1', 'down connection-1/1/2']);
  expect(ticksOf(second)).toEqual(['down connection-2/1/1', 'down connection-2/1/2']);
});

test('a client that has told its name has its own numbers, which go on when it comes back', () => {
  const clock = createManualClock();
  const sent: string[] = [];
  const ticker = createTicker({ clock, intervalMs: 100, onSent: (stream, s) => sent.push(`${stream}/${s}`) });
  const [before, after] = [createPeer(1), createPeer(2)];
  ticker.onJoin?.(before);
  ticker.onReady?.(before, 'a', 1);
  clock.advance(200);
  ticker.onLeave?.(before);
  clock.advance(1_000);
  ticker.onJoin?.(after);
  ticker.onReady?.(after, 'a', 2);
  clock.advance(100);
  expect(ticksOf(before)).toEqual(['down a/1/1', 'down a/1/2']);
  expect(ticksOf(after)).toEqual(['down a/2/3']);
  expect(sent).toEqual(['a/1', 'a/2', 'a/3']);
});

test('a connection that was left behind gets nothing more', () => {
  const clock = createManualClock();
  const ticker = createTicker({ clock, intervalMs: 100 });
  const [zombie, live] = [createPeer(1), createPeer(2)];
  for (const peer of [zombie, live]) ticker.onJoin?.(peer);
  ticker.onReady?.(zombie, 'a', 1);
  clock.advance(100);
  ticker.onReady?.(live, 'a', 2);
  clock.advance(200);
  expect(ticksOf(zombie)).toEqual(['down a/1/1']);
  expect(ticksOf(live).slice(1)).toEqual(['down a/2/2', 'down a/2/3']);
});

test('its messages are as large as they are to be', () => {
  const clock = createManualClock();
  const ticker = createTicker({ clock, intervalMs: 100, padding: 5_000 });
  const peer = createPeer(1);
  ticker.onJoin?.(peer);
  clock.advance(100);
  expect(parseEnvelope(String(peer.sent[0]))).toMatchObject({ s: 1, d: 'x'.repeat(5_000) });
});

test('nothing is scheduled for a client that left', () => {
  const clock = createManualClock();
  const ticker = createTicker({ clock, intervalMs: 100 });
  const peer = createPeer(1);
  ticker.onJoin?.(peer);
  ticker.onLeave?.(peer);
  expect(clock.pending).toBe(0);
});

test('of more than ten thousand clients the one that was silent longest is forgotten', () => {
  const clock = createManualClock();
  const ticker = createTicker({ clock, intervalMs: 100 });
  const peer = createPeer(1);
  ticker.onJoin?.(peer);
  ticker.onReady?.(peer, 'first', 1);
  ticker.onReady?.(peer, 'second', 1);
  clock.advance(100);
  for (let index = 0; index < 9_999; index++) ticker.onReady?.(peer, `other ${index}`, 1);
  ticker.onReady?.(peer, 'second', 2);
  clock.advance(100);
  ticker.onReady?.(peer, 'first', 2);
  clock.advance(100);
  expect(ticksOf(peer)).toEqual(['down second/1/1', 'down second/2/2', 'down first/2/1']);
});
