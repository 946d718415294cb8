import { opcodes } from '../wire/frame.ts';
import type { FrameView } from './fault-hooks.ts';

/** The protocols whose heartbeats are known by name. Browser code sees no pongs, so most beat with messages. */
export const heartbeatPresets = ['ws', 'engine.io', 'graphql-ws', 'phoenix', 'signalr', 'mqtt'] as const;
export type HeartbeatPreset = (typeof heartbeatPresets)[number];

const recordSeparator = String.fromCharCode(0x1e);

/** True when the frame is a heartbeat, request or answer, of the protocol. */
export function isHeartbeat(preset: HeartbeatPreset, frame: FrameView): boolean {
  const { opcode } = frame.header;
  if (preset === 'ws') return opcode === opcodes.ping || opcode === opcodes.pong;
  if (frame.payload === undefined || opcode >= 0x8) return false;
  if (preset === 'mqtt') return isMqttPing(frame.payload);
  return isTextHeartbeat(preset, new TextDecoder().decode(frame.payload));
}

function isTextHeartbeat(preset: Exclude<HeartbeatPreset, 'ws' | 'mqtt'>, text: string): boolean {
  switch (preset) {
    case 'engine.io':
      return text === '2' || text === '3';
    case 'graphql-ws':
      return /"type"\s*:\s*"(ping|pong)"/.test(text) && text.length < 4096;
    case 'phoenix':
      return /"phoenix"/.test(text) && /"(heartbeat|phx_reply)"/.test(text);
    case 'signalr':
      return text.endsWith(recordSeparator) && /^\{\s*"type"\s*:\s*6\s*\}$/.test(text.slice(0, -1));
  }
}

/** PINGREQ and PINGRESP, MQTT 3.1.1 §3.12 and §3.13. */
function isMqttPing(payload: Uint8Array): boolean {
  return payload.length === 2 && (payload[0] === 0xc0 || payload[0] === 0xd0) && payload[1] === 0;
}
