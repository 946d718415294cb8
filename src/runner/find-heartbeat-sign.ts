import type { FrameView } from '../faults/fault-hooks.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { isControl, opcodes } from '../wire/frame.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';

/** Tells the beats of a heartbeat from all other frames. */
export interface HeartbeatSign {
  readonly isBeat: (frame: FrameView) => boolean;
  /** `undefined` where only the beats tell it. */
  readonly periodMs: number | undefined;
}

/** The beats that the phase of a case's client is counted from; `undefined` where it has none that can be told apart. */
export function findHeartbeatSign({ client, traffic }: ScenarioCase): HeartbeatSign | undefined {
  const heartbeat = summariseHeartbeat(client);
  if (heartbeat === undefined || heartbeat.style === 'none') return undefined;
  const { style, intervalMs: periodMs } = heartbeat;
  // It watches for silence, and silence begins with what it hears.
  if (style === 'idle') return { isBeat: isMessageTo('to-client'), periodMs: undefined };
  if (client.kind === 'reference' && client.policy.heartbeat.mode === 'app') {
    // Its beats are messages among the others that it sends.
    return traffic.send === undefined ? { isBeat: isMessageTo('to-server'), periodMs } : undefined;
  }
  // A page can neither send a ping nor see one: its heartbeat is made of messages.
  if (client.kind === 'browser')
    return { isBeat: isMessageTo(style === 'server' ? 'to-client' : 'to-server'), periodMs };
  const from = style === 'server' ? 'to-client' : 'to-server';
  return { isBeat: ({ header, direction }) => header.opcode === opcodes.ping && direction === from, periodMs };
}

function isMessageTo(wanted: FrameView['direction']): (frame: FrameView) => boolean {
  return ({ header, direction, endsMessage }) => direction === wanted && endsMessage && !isControl(header.opcode);
}
