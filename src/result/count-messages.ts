import type { Observation } from './observation.ts';

/** What became of the sequenced messages of one direction, or of both together. */
export interface MessageCounts {
  /** Accepted and never delivered by the end of the iteration. */
  readonly lost: number;
  /** Deliveries beyond the first. */
  readonly duplicated: number;
  /** First deliveries after that of a later message of the same stream. */
  readonly reordered: number;
}

/** `null` for a direction in which no sequenced message was seen. */
interface CountedMessages {
  readonly up: MessageCounts | null;
  readonly down: MessageCounts | null;
}

interface Stream {
  readonly sent: Set<number>;
  readonly delivered: Set<number>;
  highest: number;
  duplicated: number;
  reordered: number;
}

type MessageObservation = Extract<Observation, { sequence: number }>;

/** Counts by stream and direction; observations are in order. */
export function countMessages(observations: readonly Observation[]): CountedMessages {
  const messages = observations.filter((observation): observation is MessageObservation => 'sequence' in observation);
  return { up: count(messages, 'up'), down: count(messages, 'down') };
}

function count(messages: readonly MessageObservation[], direction: 'up' | 'down'): MessageCounts | null {
  const streams = new Map<string, Stream>();
  for (const message of messages) {
    if (message.direction !== direction) continue;
    const stream = streams.get(message.stream) ?? emptyStream();
    streams.set(message.stream, stream);
    if (message.kind === 'sent') stream.sent.add(message.sequence);
    else deliver(stream, message.sequence);
  }
  if (streams.size === 0) return null;
  const all = [...streams.values()];
  return {
    lost: total(all, ({ sent, delivered }) => [...sent].filter((sequence) => !delivered.has(sequence)).length),
    duplicated: total(all, ({ duplicated }) => duplicated),
    reordered: total(all, ({ reordered }) => reordered),
  };
}

function deliver(stream: Stream, sequence: number): void {
  if (stream.delivered.has(sequence)) {
    stream.duplicated++;
    return;
  }
  stream.delivered.add(sequence);
  if (sequence < stream.highest) stream.reordered++;
  else stream.highest = sequence;
}

function emptyStream(): Stream {
  return { sent: new Set(), delivered: new Set(), highest: Number.NEGATIVE_INFINITY, duplicated: 0, reordered: 0 };
}

function total(streams: readonly Stream[], figure: (stream: Stream) => number): number {
  return streams.reduce((sum, stream) => sum + figure(stream), 0);
}
