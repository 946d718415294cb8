import { describe, expect, it } from 'vitest';
import { detectionBound } from '../../src/result/bound.ts';
import type { HeartbeatSummary } from '../../src/result/observation.ts';
import { blackhole, faultOf, pause, refuse } from './stream.ts';

const heartbeat = (style: HeartbeatSummary['style'], intervalMs: number, timeoutMs: number) => ({
  style,
  intervalMs,
  timeoutMs,
});

describe('the detection bound', () => {
  it.each([
    ['ping every 1 s, timeout 0.5 s', heartbeat('ping', 1000, 500), 500, 1500],
    ['a tick check every 1 s', heartbeat('tick', 1000, 500), 1000, 2000],
    ["watching the server's pings, interval 25 s, grace 20 s", heartbeat('server', 25_000, 20_000), 20_000, 45_000],
    ['an idle limit of 30 s over pings of 10 s', heartbeat('idle', 10_000, 30_000), 20_000, 30_000],
    ['an idle limit below the ping interval', heartbeat('idle', 10_000, 3000), 0, 3000],
    ['no heartbeat at all', heartbeat('none', 0, 0), null, null],
  ])('of silence follows from %s', (_title, one, best, worst) => {
    expect(detectionBound(blackhole, one)).toEqual({ style: one.style, best, worst });
  });

  it('of what ends the link is one network delay, whatever the heartbeat', () => {
    expect(detectionBound(faultOf('cut', { sign: 'end' }), heartbeat('none', 0, 0))).toEqual({
      style: 'rtt',
      best: 0,
      worst: 0,
    });
  });

  it.each([
    ['pings', 'ping', 'no-pongs', 500],
    ['pings', 'tick', 'no-pongs', 1000],
    ['messages', 'app', 'no-messages', 500],
    ['messages', 'app', 'silence', 500],
  ] as const)('of a heartbeat by %s (%s) counts for %s', (_title, style, sign, best) => {
    expect(detectionBound(faultOf('drop', { sign }), heartbeat(style, 1000, 500))).toMatchObject({ style, best });
  });

  it.each([
    ['ticks that look at messages', 'tick', 'no-messages', 1000, 2000],
    ["watching the server's messages", 'server', 'no-messages', 500, 1500],
    ['watching for silence where there are no pings', 'idle', 'no-messages', 0, 500],
  ] as const)('of %s (%s) counts for %s', (_title, style, sign, best, worst) => {
    const one = { ...heartbeat(style, 1000, 500), byMessages: true };
    expect(detectionBound(faultOf('drop', { sign }), one)).toEqual({ style, best, worst });
    expect(detectionBound(faultOf('drop', { sign: 'no-pongs' }), one)).toBeNull();
  });

  it.each([
    ['no-messages', 'server', true],
    ['no-messages', 'idle', true],
    ['silence', 'server', true],
    ['silence', 'server', false],
    ['silence', 'idle', false],
  ] as const)('of %s on the way to the server alone is none for who only listens (%s)', (sign, style, byMessages) => {
    const oneWay = faultOf('drop', { sign, reachesClient: false });
    expect(detectionBound(oneWay, { ...heartbeat(style, 1000, 500), byMessages })).toBeNull();
    expect(
      detectionBound({ ...oneWay, reachesClient: true }, { ...heartbeat(style, 1000, 500), byMessages }),
    ).not.toBeNull();
  });

  it.each([
    ['app', 'no-messages'],
    ['ping', 'silence'],
    ['app', 'silence'],
  ] as const)('of what goes to the server alone counts for who asks (%s, %s)', (style, sign) => {
    expect(detectionBound(faultOf('drop', { sign, reachesClient: false }), heartbeat(style, 1000, 500))).not.toBeNull();
  });

  it.each([
    ['a heartbeat that nobody knows', blackhole, undefined],
    ['a benign fault', pause, heartbeat('ping', 1000, 500)],
    ['a listener that only refuses', refuse, heartbeat('ping', 1000, 500)],
    ['missing pongs under a heartbeat of messages', faultOf('drop', { sign: 'no-pongs' }), heartbeat('app', 1000, 500)],
    ['missing pongs where the server asks', faultOf('drop', { sign: 'no-pongs' }), heartbeat('server', 1000, 500)],
    ['missing messages where pings are heard', faultOf('drop', { sign: 'no-messages' }), heartbeat('idle', 1000, 500)],
    ['missing messages under pings', faultOf('drop', { sign: 'no-messages' }), heartbeat('ping', 1000, 500)],
    ['a fault that shows nothing', faultOf('latency'), heartbeat('ping', 1000, 500)],
  ] as const)('says nothing about %s', (_title, fault, one) => {
    expect(detectionBound(fault, one)).toBeNull();
  });
});
