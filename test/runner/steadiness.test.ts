import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { unknownClient } from '../../src/result/read-clients.ts';
import { createSteadiness } from '../../src/runner/steadiness.ts';
import { loadInline } from './inline-scenario.ts';

const setUp = (rest = '') => createSteadiness(loadInline(`target: { builtin: echo }\n${rest}`), 5_000);
type OnWire = Extract<Observation, { source: 'wire'; connection: number }>;
const wire = (more: Partial<OnWire>): Observation =>
  ({ source: 'wire', connection: 1, client: 1, t: 1, ...more }) as Observation;
const told = (
  kind: 'ready' | 'giveup' | 'open',
  client = 1,
  more: { cause?: string; err?: string } = {},
): Observation => {
  return { source: 'client', kind, client, t: 0, ...more };
};
const exit: Observation = { source: 'runner', kind: 'exit', client: 2, t: 0, code: 1, signal: null, lastLines: [] };
const three = 'client: { type: reference, count: 3 }';

test('clients are steady when every one has said so, or the wire has shown it', () => {
  const steadiness = setUp(three);
  steadiness.observe(told('ready', 1));
  steadiness.show(2, 'heartbeat');
  steadiness.show(2, 'ready');
  steadiness.observe(told('open', 3));
  expect(steadiness.isSteady).toBe(false);
  steadiness.show(3, 'ready');
  expect(steadiness.isSteady).toBe(true);
});

test('a connection of which nobody knows whose it is makes no client steady', () => {
  const steadiness = setUp('client: { type: reference, count: 2 }');
  steadiness.show(unknownClient, 'ready');
  expect(steadiness.isByHeartbeatAlone).toBe(false);
  steadiness.show(1, 'ready');
  expect(steadiness.isSteady).toBe(false);
  expect(steadiness.explain('ws://127.0.0.1:8101/chat?token=secret')).toMatch(/^1 of 2 clients: /);
  steadiness.show(2, 'ready');
  expect(steadiness.isSteady).toBe(true);
});

test('a client that is to tell it is steady by its own word alone', () => {
  const steadiness = setUp('traffic: { ready: told }');
  steadiness.show(1, 'ready');
  steadiness.show(1, 'heartbeat');
  expect([steadiness.isSteady, steadiness.isByHeartbeatAlone]).toEqual([false, false]);
  steadiness.observe(told('ready'));
  expect(steadiness.isSteady).toBe(true);
});

test.each([
  ['gave up', told('giveup')],
  ['ended', exit],
])('it is over with a client that %s', (_what, observation) => {
  const steadiness = setUp();
  expect(steadiness.isAnyGone).toBe(false);
  steadiness.observe(observation);
  expect(steadiness.isAnyGone).toBe(true);
});

describe('that nobody is steady is explained by', () => {
  const hint = '(traffic.ready can name another sign)';
  test.each([
    ['the sign that was awaited', '', [], `no answered message and no answered ping within 5 s ${hint}`],
    ['the sign that the case names', 'traffic: { ready: pong }', [], `no sign "pong" within 5 s ${hint}`],
    ['the event that was awaited', 'traffic: { ready: told }', [], `no event "ready" told within 5 s ${hint}`],
    [
      'how many are missing',
      three,
      [told('ready', 2)],
      `2 of 3 clients: no answered message and no answered ping within 5 s ${hint}`,
    ],
    [
      'the answer that the handshake got',
      '',
      [wire({ kind: 'rejected', status: 200 })],
      'no answered message and no answered ping within 5 s; the handshake was answered with HTTP 200',
    ],
    [
      'a target that hangs up before the handshake',
      '',
      [wire({ kind: 'end', side: 'server', how: 'fin' })],
      'no answered message and no answered ping within 5 s; the target ended the connection before the handshake was done',
    ],
    [
      'the sign again, where the handshake was done before the target hung up',
      '',
      [wire({ kind: 'open' }), wire({ kind: 'end', side: 'server', how: 'fin' })],
      `no answered message and no answered ping within 5 s ${hint}`,
    ],
    [
      'who gave up, and why',
      three,
      [told('giveup', 3, { cause: 'upgrade.status:403' })],
      'client 3 gave up: upgrade.status:403',
    ],
    ['who gave up, in its words', '', [told('giveup', 1, { err: 'no more' })], 'client 1 gave up: no more'],
    ['who gave up without a word', '', [told('giveup')], 'client 1 gave up'],
    ['who ended', three, [exit], 'client 2 ended'],
  ])('%s', (_what, rest, observations, expected) => {
    const steadiness = setUp(rest);
    for (const observation of observations) steadiness.observe(observation);
    expect(steadiness.explain('ws://127.0.0.1:8101/chat?token=secret')).toBe(expected);
  });
});

describe('that nobody ever connected is told', () => {
  const command = 'client: { type: command, command: [node] }';
  const url = 'ws://127.0.0.1:8101/chat?…';
  const never = 'it never connected to the proxy within 5 s; it was given';
  test.each([
    ['of a program', command, `${never} ${url} as WSCHAOS_URL`],
    ['of a module', 'client: { type: module, module: client.js }', `${never} ${url} as WSCHAOS_URL`],
    [
      'of several programs',
      command.replace('}', ', count: 3 }'),
      `none of the 3 clients connected to the proxy within 5 s; the first was given ${url} as WSCHAOS_URL`,
    ],
    ['of one that dials by itself', 'client: external', `nobody dialled ${url} within 5 s`],
  ])('%s, with the address and without its secrets', (_what, rest, expected) => {
    const steadiness = setUp(rest);
    expect(steadiness.hasDialled).toBe(false);
    expect(steadiness.explain('ws://127.0.0.1:8101/chat?token=secret')).toBe(expected);
  });

  test('of nobody who did', () => {
    const steadiness = setUp(command);
    steadiness.observe(wire({ kind: 'accept' }));
    expect(steadiness.hasDialled).toBe(true);
    expect(steadiness.explain(undefined)).toMatch(/^no answered message/);
  });
});

test.each([
  ['the heartbeat alone', ['heartbeat'], true],
  ['an answered message, too', ['heartbeat', 'ready'], false],
  ['nothing yet', [], false],
] as const)('tells that clients were steady by %s', (_what, signs, expected) => {
  const steadiness = setUp();
  for (const by of signs) steadiness.show(1, by);
  expect(steadiness.isByHeartbeatAlone).toBe(expected);
});
