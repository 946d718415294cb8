import type { FrameView } from '../faults/fault-hooks.ts';
import { createFrameTest, matcherNeedsPayload } from '../faults/frame-matcher.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { isControl, opcodes } from '../wire/frame.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';

/** Tells the beats of a heartbeat from all other frames. */
export interface HeartbeatSign {
  readonly isBeat: (frame: FrameView) => boolean;
  /** `undefined` where only the beats tell it. */
  readonly periodMs: number | undefined;
  /** It looks into messages. */
  readonly readsMessages: boolean;
}

/** The beats that the phase of a case's client is counted from; `undefined` where it has none that can be told apart. */
export function findHeartbeatSign({ client, traffic }: ScenarioCase): HeartbeatSign | undefined {
  const heartbeat = summariseHeartbeat(client);
  if (heartbeat === undefined || heartbeat.style === 'none') return undefined;
  const { style, intervalMs: periodMs } = heartbeat;
  const from = style === 'server' || style === 'idle' ? 'to-client' : 'to-server';
  const frames = 'heartbeat' in client ? client.heartbeat?.frames : undefined;
  if (frames !== undefined) {
    const isNamed = createFrameTest(frames);
    const isBeat = (frame: FrameView): boolean => frame.direction === from && isNamed(frame) && frame.endsMessage;
    return { isBeat, periodMs, readsMessages: matcherNeedsPayload(frames) };
  }
  // It watches for silence, and silence begins with what it hears.
  if (style === 'idle') return { isBeat: isMessageTo(from), periodMs: undefined, readsMessages: false };
  // The beats of the reference client are messages among the others that it sends.
  if (style === 'app' && traffic.send !== undefined) return undefined;
  const isMadeOfMessages = style === 'app' || heartbeat.byMessages === true;
  return { isBeat: isMadeOfMessages ? isMessageTo(from) : isPingTo(from), periodMs, readsMessages: false };
}

function isPingTo(wanted: FrameView['direction']): (frame: FrameView) => boolean {
  return ({ header, direction }) => header.opcode === opcodes.ping && direction === wanted;
}

function isMessageTo(wanted: FrameView['direction']): (frame: FrameView) => boolean {
  return ({ header, direction, endsMessage }) => direction === wanted && endsMessage && !isControl(header.opcode);
}
