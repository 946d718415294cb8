import type { FrameView } from '../faults/define-fault.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { opcodes } from '../wire/frame.ts';

/** Tells which frames are the beats that the phase of a case's client is counted from. */
export function createHeartbeatTest({ client, traffic }: ScenarioCase): (frame: FrameView) => boolean {
  if (client.kind === 'reference' && client.policy.heartbeat.mode === 'app') {
    // Its beats are messages; where it sends others too, they cannot be told apart.
    if (traffic.send !== undefined) return () => false;
    return ({ direction, messageOpcode }) => direction === 'to-server' && messageOpcode === opcodes.text;
  }
  const watchesServer =
    client.kind === 'reference' ? client.policy.heartbeat.mode === 'server' : client.heartbeat?.style === 'server';
  const from = watchesServer ? 'to-client' : 'to-server';
  return ({ header, direction }) => header.opcode === opcodes.ping && direction === from;
}
