import { describe, expect, test } from 'vitest';
import type { ConnectionAction } from '../../src/faults/action.ts';
import type { Flow } from '../../src/proxy/flow.ts';
import type { PeerSocket } from '../../src/proxy/peer.ts';
import { type ActionTarget, performAction } from '../../src/proxy/perform-action.ts';
import { toHex } from '../wire/hex.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

function perform(action: ConnectionAction, given: Partial<ActionTarget> = {}): { log: string[]; done: number } {
  const log: string[] = [];
  let done = 0;
  const flow = (direction: string): Flow => {
    const command = (each: { kind: string; bytes?: Uint8Array; between?: string }, then?: () => void): void => {
      const frame = each.bytes === undefined ? [] : [toHex(each.bytes), `between ${each.between}`];
      log.push([direction, each.kind, ...frame].join(' '));
      then?.();
    };
    return {
      writer: { command },
      stopReading: () => log.push(`${direction} stop`),
      readOn: () => log.push(`${direction} on`),
    } as unknown as Flow;
  };
  const target: ActionTarget = {
    now: () => 0,
    isOpen: () => true,
    flow,
    peer: () => undefined,
    answer: ({ status }) => log.push(`answer ${status}`) > 0,
    drawMaskKey: () => Uint8Array.of(1, 2, 3, 4),
    ignore: () => log.push('ignore'),
    postpone: (until) => log.push(`postpone ${until}`),
    breakTls: (mode) => log.push(`tls ${mode}`),
    ...given,
  };
  performAction(target, action, () => done++);
  return { log, done };
}

const text = { opcode: 1, payload: Uint8Array.of(0x61) };
const ping = { opcode: 9, payload: Uint8Array.of(0x61) };

describe('an action', () => {
  test.each([
    [{ kind: 'inject', direction: 'to-client', frame: ping }, 'to-client inject 89 01 61 between frames'],
    [{ kind: 'inject', direction: 'to-client', frame: text }, 'to-client inject 81 01 61 between messages'],
    [
      { kind: 'inject', direction: 'to-client', frame: text, between: 'frames', wrongMask: true },
      'to-client inject 81 81 01 02 03 04 60 between frames',
    ],
    [
      { kind: 'inject', direction: 'to-server', frame: text, wrongMask: true },
      'to-server inject 81 01 61 between messages',
    ],
    [{ kind: 'inject', direction: 'to-server', frame: ping }, 'to-server inject 89 81 01 02 03 04 60 between frames'],
    [
      { kind: 'inject', direction: 'to-server', frame: { ...ping, maskKey: Uint8Array.of(1, 1, 1, 1) } },
      'to-server inject 89 81 01 01 01 01 60 between frames',
    ],
    [{ kind: 'seal', direction: 'to-server' }, 'to-server seal'],
    [{ kind: 'end', side: 'client' }, 'to-client end'],
    [{ kind: 'end', side: 'server' }, 'to-server end'],
    [{ kind: 'reset', side: 'client', afterWrites: true }, 'to-client reset'],
    [{ kind: 'reset', side: 'server', afterWrites: true }, 'to-server reset'],
    [
      { kind: 'inject', direction: 'to-client', frame: { ...text, maskKey: Uint8Array.of(1, 1, 1, 1) } },
      'to-client inject 81 81 01 01 01 01 60 between messages',
    ],
    [
      { kind: 'inject', direction: 'to-client', frame: ping, between: 'messages' },
      'to-client inject 89 01 61 between messages',
    ],
    [
      { kind: 'inject', direction: 'to-client', frame: { ...text, opcode: 0 } },
      'to-client inject 80 01 61 between messages',
    ],
    [
      { kind: 'inject', direction: 'to-client', frame: { ...text, opcode: 11 } },
      'to-client inject 8b 01 61 between frames',
    ],
    [{ kind: 'respond', answer: { status: 503, reason: '', headers: [], body: '' } }, 'answer 503'],
    [{ kind: 'ignore' }, 'ignore'],
    [{ kind: 'postpone', until: 70 }, 'postpone 70'],
    [{ kind: 'break-tls', mode: 'hang' }, 'tls hang'],
    [{ kind: 'stop-reading', side: 'client' }, 'to-server stop'],
    [{ kind: 'stop-reading', side: 'server' }, 'to-client stop'],
    [{ kind: 'read-on', side: 'client' }, 'to-server on'],
    [{ kind: 'read-on', side: 'server' }, 'to-client on'],
  ] as const satisfies readonly (readonly [ConnectionAction, string])[])('%j is done: %s', (action, expected) => {
    expect(perform(action)).toEqual({ log: [expected], done: 1 });
  });

  test('that answers is not done where there is nothing to answer', () => {
    const action = { kind: 'respond', answer: { status: 503, reason: '', headers: [], body: '' } } as const;
    expect(perform(action, { answer: () => false })).toEqual({ log: [], done: 0 });
  });

  test('on frames is not done before there are any', () => {
    const action = { kind: 'inject', direction: 'to-client', frame: ping } as const;
    expect(perform(action, { isOpen: () => false })).toEqual({ log: [], done: 0 });
  });

  test('that resets does so at once, and is not done on a socket that is gone', async () => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    const { socket } = await server.next();
    const peer = (): PeerSocket => ({ socket, raw: socket });
    expect(perform({ kind: 'reset', side: 'client' }, { peer }).done).toBe(1);
    expect(await client.end()).toBe('reset');
    expect(perform({ kind: 'reset', side: 'client' }, { peer }).done).toBe(0);
    expect(perform({ kind: 'reset', side: 'server' }).done).toBe(0);
  });

  test('that resets tells the instant before it did, so that no answer seems to come first', async () => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    const { socket } = await server.next();
    const told: number[] = [];
    const target = {
      now: () => (socket.destroyed ? 2 : 1),
      peer: (): PeerSocket => ({ socket, raw: socket }),
    } as unknown as ActionTarget;
    performAction(target, { kind: 'reset', side: 'client' }, (t) => told.push(t));
    expect([told, await client.end()]).toEqual([[1], 'reset']);
  });
});
