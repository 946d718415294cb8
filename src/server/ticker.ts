import type { Cancel } from '../base/clock.ts';
import { type Envelope, formatStamp } from '../base/envelope.ts';
import type { Behaviour, Peer, ServerOptions } from './server-contract.ts';

/** Clients whose numbering is remembered while they are away. */
const maxStreams = 10_000;

/** A numbered stream to one client; it goes on over the client's connections. */
interface Stream {
  readonly name: string;
  sequence: number;
  /** The connection that has it now: the last that claimed it. */
  peer: Peer;
  generation: number;
}

/**
 * Sends each client a numbered message every interval, from its arrival on. The numbers go on when the client comes back, so
 * that what was sent into a dead connection shows as missing; a connection left behind gets nothing more. Before a client
 * has told its name its stream is `connection-<n>`.
 */
export function createTicker({
  clock,
  intervalMs = 1_000,
  padding = 0,
  onSent,
}: Pick<ServerOptions, 'clock' | 'intervalMs' | 'padding' | 'onSent'>): Behaviour {
  const filling = padding === 0 ? {} : { d: 'x'.repeat(padding) };
  const streams = new Map<string, Stream>();
  const streamOf = new Map<Peer, Stream>();
  const timers = new Map<Peer, Cancel>();

  const tick = (peer: Peer, dueAt: number): void => {
    const stream = streamOf.get(peer);
    if (stream?.peer === peer) {
      const sequence = ++stream.sequence;
      const t = formatStamp(clock.now());
      const envelope: Envelope = { c: stream.name, g: stream.generation, s: sequence, k: 'down', t, ...filling };
      onSent?.(stream.name, sequence);
      peer.send(JSON.stringify(envelope));
    }
    arm(peer, Math.max(dueAt + intervalMs, clock.now()));
  };

  const arm = (peer: Peer, dueAt: number): void => {
    timers.set(
      peer,
      clock.schedule(dueAt, () => tick(peer, dueAt)),
    );
  };

  const remember = (stream: Stream): void => {
    // Taken out and put back, the first of the map is the one that was claimed longest ago.
    streams.delete(stream.name);
    streams.set(stream.name, stream);
    const [oldest] = streams.keys();
    if (streams.size > maxStreams && oldest !== undefined) streams.delete(oldest);
  };

  return {
    onJoin(peer) {
      streamOf.set(peer, { name: `connection-${peer.number}`, sequence: 0, peer, generation: 1 });
      arm(peer, clock.now() + intervalMs);
    },
    onReady(peer, client, generation) {
      const stream = streams.get(client) ?? { name: client, sequence: 0, peer, generation };
      stream.peer = peer;
      stream.generation = generation;
      streamOf.set(peer, stream);
      remember(stream);
    },
    onLeave(peer) {
      timers.get(peer)?.();
      timers.delete(peer);
      streamOf.delete(peer);
    },
  };
}
