import type { FrameView } from '../faults/fault-hooks.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { opcodes } from '../wire/frame.ts';
import type { MessageLedger } from './message-ledger.ts';

export interface WireSequenceOptions {
  /** The member of JSON messages that holds the number: `seq`, or `meta.seq`. */
  readonly field: string;
  readonly ledger: MessageLedger;
  readonly clientOf: (connection: number) => number;
}

/** Books the numbered messages of clients that do not know the envelope, as they pass the proxy. */
export function createWireSequence({ field, ledger, clientOf }: WireSequenceOptions): (event: ProxyEvent) => void {
  const path = field.split('.');
  const decoder = new TextDecoder();
  /** A frame can reach its receiver before it is told as having come. */
  const arrived = new WeakSet<FrameView>();

  const book = (kind: 'sent' | 'delivered', connection: number, frame: FrameView): void => {
    const sequence = readSequence(frame, path, decoder);
    if (sequence === undefined) return;
    const direction = frame.direction === 'to-server' ? 'up' : 'down';
    const stream = `client-${clientOf(connection)}`;
    if (!arrived.has(frame)) ledger.sent(direction, stream, sequence);
    arrived.add(frame);
    if (kind === 'delivered') ledger.delivered(direction, stream, sequence);
  };

  return (event) => {
    if (event.kind === 'frame') book('sent', event.connection, event.frame);
    else if (event.kind === 'delivered') book('delivered', event.connection, event.frame);
  };
}

/** Of a whole text message; a fragment alone is no JSON. */
function readSequence(
  frame: FrameView,
  path: readonly string[],
  decoder: InstanceType<typeof TextDecoder>,
): number | undefined {
  const { header, payload, startsMessage, endsMessage } = frame;
  if (payload === undefined || header.opcode !== opcodes.text || !startsMessage || !endsMessage) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(payload));
  } catch {
    return undefined;
  }
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}
