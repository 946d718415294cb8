import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowAction } from '../../src/faults/action.ts';
import { badUpgrade } from '../../src/faults/bad-upgrade.ts';
import { bytesOf, textOf } from '../wire/hex.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const lines = {
  upgrade: 'upgrade:  websocket',
  connection: 'Connection: Upgrade',
  accept: 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  protocol: 'Sec-WebSocket-Protocol: chat',
};
const headOf = (given: Partial<typeof lines>): string =>
  ['HTTP/1.1 101 Fine', ...Object.values({ ...lines, ...given }).filter((line) => line !== ''), '\r\n'].join('\r\n');

function answerTo(head: string, mode: string, seed = 1): FlowAction | undefined {
  const actions = flowFrom(badUpgrade, { mode }, 'to-client', seed).onAnswer?.(bytesOf(head), 0) ?? [];
  expect(actions).toHaveLength(1);
  return actions[0];
}

function forwardedBy(head: string, mode: string, seed?: number): Uint8Array {
  const action = answerTo(head, mode, seed);
  if (action?.kind !== 'forward' || action.bytes === undefined) throw new Error('other bytes are forwarded');
  return action.bytes;
}

describe('a bad upgrade', () => {
  test.each([
    [
      'accept-key',
      { accept: 'Sec-WebSocket-Accept: A3pPLMBiTxaQ9kYGzzhZRbK+xOo=' },
      'answer with a wrong Sec-WebSocket-Accept',
    ],
    ['no-accept-key', { accept: '' }, 'answer with no Sec-WebSocket-Accept'],
    [
      'subprotocol',
      { protocol: 'Sec-WebSocket-Protocol: unasked.wschaos' },
      'answer with a subprotocol that was not asked for',
    ],
    ['no-upgrade', { upgrade: '' }, 'answer with a 101 without an Upgrade header'],
  ] as const)('of mode %s changes that header and no other byte', (mode, changes, explanation) => {
    expect(textOf(forwardedBy(headOf({}), mode))).toBe(headOf(changes));
    expect(explanationOf(badUpgrade, { mode })).toBe(explanation);
  });

  test('of mode extension adds one, or puts one in the place of those that were agreed on', () => {
    const line = 'Sec-WebSocket-Extensions: x-wschaos-unoffered';
    expect(textOf(forwardedBy(headOf({}), 'extension'))).toBe(headOf({ protocol: `${lines.protocol}\r\n${line}` }));
    const agreed = headOf({ protocol: 'Sec-WebSocket-Extensions: permessage-deflate' });
    expect(textOf(forwardedBy(agreed, 'extension'))).toBe(headOf({ protocol: line }));
    expect(explanationOf(badUpgrade, { mode: 'extension' })).toBe('answer with an extension that was not offered');
  });

  test.each([
    ['begins with the letter that is put in', 'Sec-WebSocket-Accept: A3pPLMBiTxaQ9kYGzzhZRbK+xOo=', 'B3pPLM'],
    ['is missing', '', 'AAAAAA'],
  ])('of mode accept-key is wrong also when the key %s', (_what, accept, start) => {
    const head = textOf(forwardedBy(headOf({ accept }), 'accept-key'));
    expect(/^Sec-WebSocket-Accept: (\S+)\r$/m.exec(head)?.[1]).toMatch(new RegExp(`^${start}[A-Za-z0-9+/]{21}=$`));
  });

  test('of mode truncated ends with a FIN in the middle of the head', () => {
    const head = headOf({});
    expect(answerTo(head, 'truncated')).toEqual({ kind: 'cut', bytes: Math.floor(head.length / 2), then: 'fin' });
    expect(explanationOf(badUpgrade, { mode: 'truncated' })).toBe('answer with half a 101 and FIN');
  });

  test('of mode garbage is as long as the head and never begins like HTTP', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const bytes = forwardedBy(headOf({}), 'garbage', seed);
        expect(bytes.length).toBe(headOf({}).length);
        expect(Math.min(...bytes)).toBeGreaterThanOrEqual(0x80);
      }),
    );
    expect(explanationOf(badUpgrade, { mode: 'garbage' })).toBe('answer with bytes that are no HTTP');
  });

  test('goes to the client and is about nothing but the 101', () => {
    expect(badUpgrade.defaultDirection).toBe('to-client');
    expect(Object.keys(flowFrom(badUpgrade, { mode: 'garbage' }))).toEqual(['onAnswer']);
  });

  test('must be told what is wrong', () => {
    expect(problemsOf(badUpgrade, {})).toEqual([
      'mode: Invalid option: expected one of "accept-key"|"no-accept-key"|"subprotocol"|"extension"|"no-upgrade"|"truncated"|"garbage"',
    ]);
  });
});

test.each([
  [{ mode: 'accept-key' }, 'to-client', 'none'],
  [{ mode: 'truncated' }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(badUpgrade.sign(badUpgrade.options.parse(given), direction)).toBe(expected);
});
