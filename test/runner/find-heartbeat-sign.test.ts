import { describe, expect, test } from 'vitest';
import { findHeartbeatSign } from '../../src/runner/find-heartbeat-sign.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { programClient } from './client-programs.ts';
import { loadInline } from './inline-scenario.ts';
import { viewFrame } from './view-frame.ts';

const frames = {
  'client ping': viewFrame('to-server', opcodes.ping),
  'server ping': viewFrame('to-client', opcodes.ping),
  'client pong': viewFrame('to-server', opcodes.pong),
  'client message': viewFrame('to-server', opcodes.text),
  'server message': viewFrame('to-client', opcodes.binary),
  'part of a server message': viewFrame('to-client', opcodes.text, { endsMessage: false }),
} as const;

const reference = (heartbeat: string, rest = ''): string =>
  `target: { builtin: echo }\nclient: { type: reference, heartbeat: { ${heartbeat} } }\n${rest}`;
const program = (style: string, frames?: object): string =>
  `target: { builtin: echo }\n${programClient('', { heartbeat: { interval: '1s', timeout: '500ms', style, frames } })}`;

const page = (style: string): string =>
  `target: { builtin: echo }\nclient: { type: browser, page: a.html, heartbeat: { interval: 1s, timeout: 500ms, style: ${style} } }`;

describe('the beats', () => {
  test.each([
    ['of a reference client that pings', reference('mode: ping, interval: 1s'), ['client ping'], 1_000],
    ['of one that sends messages', reference('mode: app, interval: 2s'), ['client message'], 2_000],
    ['of one that watches the server', reference('mode: server, interval: 3s'), ['server ping'], 3_000],
    [
      'of one that minds silence, which sets the pace itself',
      reference('mode: idle, timeout: 1s'),
      ['server message'],
      undefined,
    ],
    ['of a program that pings', program('ping'), ['client ping'], 1_000],
    ['of a program that looks at each tick', program('tick'), ['client ping'], 1_000],
    ['of a program that watches the server', program('server'), ['server ping'], 1_000],
    ['of a program that sends messages', program('app'), ['client message'], 1_000],
    ['of one whose beats are of a kind', program('server', { opcode: 'binary' }), ['server message'], 1_000],
    ['of a page, which has no pings', page('ping'), ['client message'], 1_000],
    ['of a page that watches the server', page('server'), ['server message'], 1_000],
  ] as const)('%s', (_whose, text, expected, periodMs) => {
    const sign = findHeartbeatSign(loadInline(text));
    const beats = Object.entries(frames).flatMap(([name, frame]) => (sign?.isBeat(frame) ? [name] : []));
    expect({ beats, periodMs: sign?.periodMs }).toEqual({ beats: expected, periodMs });
  });

  test.each([
    [
      'the client’s, by their text',
      'app',
      { heartbeat: 'phoenix' },
      'to-server',
      '[null,"1","phoenix","heartbeat",{}]',
    ],
    ['the server’s, by their text', 'server', { heartbeat: 'engine.io' }, 'to-client', '2'],
    ['by their members', 'tick', { json: { op: 1 } }, 'to-server', '{"op":1,"d":null}'],
  ] as const)('are told from other messages: %s', (_what, style, matcher, direction, text) => {
    const sign = findHeartbeatSign(loadInline(program(style, matcher)));
    const say = (words: string, to: 'to-server' | 'to-client' = direction) =>
      sign?.isBeat(viewFrame(to, opcodes.text, { payload: new TextEncoder().encode(words) }));
    const other = direction === 'to-server' ? 'to-client' : 'to-server';
    expect([say(text), say('hello'), say(text, other)]).toEqual([true, false, false]);
    expect(sign?.readsMessages).toBe(true);
  });

  test.each([
    ['without a heartbeat', reference('mode: none')],
    [
      'whose beats are lost among its other messages',
      reference('mode: app', 'traffic: { send: { every: 1s, text: hi } }'),
    ],
    ['of which nothing is known', `target: { builtin: echo }\n${programClient('')}`],
  ])('are not to be found of a client %s', (_what, text) => {
    expect(findHeartbeatSign(loadInline(text))).toBeUndefined();
  });
});
