import { describe, expect, test } from 'vitest';
import type { LifeSign } from '../../src/client/heartbeat-contract.ts';
import { countsAsLife } from '../../src/client/life-sign.ts';

const signs: readonly LifeSign[] = [
  { kind: 'bytes' },
  { kind: 'frame' },
  { kind: 'server-ping' },
  { kind: 'message' },
  { kind: 'answer', beat: 1 },
];

const accepted = (mode: 'ping' | 'app' | 'server' | 'idle', alive: 'bytes' | 'frame' | 'message' | 'pong') =>
  signs.filter((sign) => countsAsLife(sign, { mode, alive })).map(({ kind }) => kind);

describe('who asks takes for life', () => {
  test.each([
    ['bytes', ['bytes', 'frame', 'server-ping', 'message', 'answer']],
    ['frame', ['frame', 'server-ping', 'message', 'answer']],
    ['message', ['message', 'answer']],
    ['pong', ['answer']],
  ] as const)('%s: that and what is more', (alive, expected) => {
    expect(accepted('ping', alive)).toEqual(expected);
    expect(accepted('app', alive)).toEqual(expected);
  });
});

test('who waits for the server’s pings takes them where only the awaited counts', () => {
  expect(accepted('server', 'pong')).toEqual(['server-ping', 'answer']);
});

test('who asks nobody is left with messages where only answers count', () => {
  expect(accepted('idle', 'pong')).toEqual(['message', 'answer']);
});
