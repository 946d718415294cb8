import { describe, expect, test } from 'vitest';
import { type HeartbeatPreset, isHeartbeat } from '../../src/faults/heartbeat-preset.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';

describe('a frame', () => {
  test.each([
    ['ws', { opcode: opcodes.ping }, true],
    ['ws', { opcode: opcodes.pong }, true],
    ['ws', { opcode: opcodes.close }, false],
    ['ws', { text: '2' }, false],
    ['engine.io', { text: '2' }, true],
    ['engine.io', { text: '3' }, true],
    ['engine.io', { text: '2probe' }, false],
    ['engine.io', { text: '42["chat","2"]' }, false],
    ['engine.io', { opcode: opcodes.pong, text: '3' }, false],
    ['graphql-ws', { text: '{"type":"ping"}' }, true],
    ['graphql-ws', { text: '{ "type" : "pong", "payload": {} }' }, true],
    ['graphql-ws', { text: '{"type":"next","payload":{"ping":1}}' }, false],
    ['graphql-ws', { text: `{"type":"ping","payload":"${'x'.repeat(5_000)}"}` }, false],
    ['phoenix', { text: '[null,"7","phoenix","heartbeat",{}]' }, true],
    ['phoenix', { text: '[null,"7","phoenix","phx_reply",{"status":"ok","response":{}}]' }, true],
    ['phoenix', { text: '["1","2","room:1","phx_reply",{}]' }, false],
    ['signalr', { text: '{"type":6}\x1e' }, true],
    ['signalr', { text: '{"type":6}' }, false],
    ['signalr', { text: '{"type":1,"target":"x"}\x1e' }, false],
    ['mqtt', { opcode: opcodes.binary, payload: Uint8Array.of(0xc0, 0) }, true],
    ['mqtt', { opcode: opcodes.binary, payload: Uint8Array.of(0xd0, 0) }, true],
    ['mqtt', { opcode: opcodes.binary, payload: Uint8Array.of(0xe0, 0) }, false],
    ['mqtt', { opcode: opcodes.binary, payload: Uint8Array.of(0xc0, 0, 0) }, false],
    ['phoenix', { payload: undefined, size: 2_000_000 }, false],
  ] as const satisfies readonly (readonly [
    HeartbeatPreset,
    Parameters<typeof frameView>[0],
    boolean,
  ])[])('of %s such as %j is a heartbeat: %s', (preset, given, expected) => {
    expect(isHeartbeat(preset, frameView(given))).toBe(expected);
  });
});
