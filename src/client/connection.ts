import type { LookupFunction } from 'node:net';
import type { ClientPolicy } from '../base/client-policy.ts';
import type { Clock } from '../base/clock.ts';
import { type Envelope, formatStamp, parseEnvelope } from '../base/envelope.ts';
import { formatBeat, parseBeat } from './beat-payload.ts';
import { causeOfError, describeError, type Loss } from './cause.ts';
import type { HeartbeatMonitor, LifeSign } from './heartbeat-contract.ts';
import { createHeartbeatMonitor } from './heartbeat-monitor.ts';
import { type Link, openLink } from './link.ts';
import { createReplyWatch } from './reply-watch.ts';
import type { QueuedMessage } from './send-queue.ts';
import { createStallWatch } from './stall-watch.ts';
import { createTimerSet } from './timer-set.ts';

/** How far one connection has come. `suspect`: ready, and a heartbeat was missed. */
export type ConnectionPhase = 'connecting' | 'upgrading' | 'opened' | 'ready' | 'suspect' | 'lost';

export interface ConnectionOptions {
  /** Evaluated once; its time counts towards the connect timeout. */
  readonly url: () => Promise<string>;
  readonly generation: number;
  readonly clientId: string;
  readonly policy: ClientPolicy;
  readonly clock: Clock;
  readonly rejectUnauthorized: boolean;
  readonly ca?: string | undefined;
  readonly lookup: LookupFunction | undefined;
  /** Sequences of `ready` envelopes, which go on from one generation to the next. */
  readonly nextReadySequence: () => number;
}

/** What a connection tells its owner; after `onLost`, or after `close()`, only `onClosed`. */
export interface ConnectionHandlers {
  onOpen(): void;
  onReady(): void;
  /** Every message but acknowledgements; with its envelope when it is a numbered one of the server. */
  onMessage(data: string | Uint8Array, down: Envelope | undefined): void;
  onAcknowledged(sequence: number): void;
  /** More may be written. */
  onWritable(): void;
  /** Exactly once, at the instant at which it is known, unless the owner closed it first. `phase` is the one it ended in. */
  onLost(loss: Loss, phase: ConnectionPhase): void;
  /** Exactly once: nothing is left of it. `code` is missing when the connection never opened. */
  onClosed(code: number | undefined, cause: string): void;
}

/** One generation: a single attempt, and the link that comes of it. It never comes back. */
export interface Connection {
  readonly generation: number;
  readonly phase: ConnectionPhase;
  /** True when messages may be written. */
  readonly writable: boolean;
  write(message: QueuedMessage): void;
  /** As it is, without an envelope. False when there is no open link. */
  writeText(text: string): boolean;
  /** Ends it by the closing handshake, and by force when that takes longer than the close timeout. */
  close(): void;
  /** Frees the socket at once. */
  destroy(): void;
}

type TimerName = 'connect' | 'ready' | 'heartbeat' | 'reply' | 'stall';

/** `ws` must not be the first to lose patience: its clock is not ours. */
const closeMarginMs = 60_000;

export function createConnection(options: ConnectionOptions, handlers: ConnectionHandlers): Connection {
  const { policy, clock, generation, clientId } = options;
  const timers = createTimerSet<TimerName>(clock);
  const closing = createTimerSet<'close'>(clock);
  const replies = createReplyWatch(policy.replyTimeoutMs);
  const stall = createStallWatch(policy.send);
  let phase: ConnectionPhase = 'connecting';
  let link: Link | undefined;
  let monitor: HeartbeatMonitor | undefined;
  let wasOpen = false;
  let endCause = 'user';
  let helloSequence = 0;
  /** The link has ended and the client does not know yet: only its next send will tell it. */
  let unnoticed: Loss | undefined;
  let isGone = false;

  const isUp = (): boolean => phase === 'ready' || phase === 'suspect';

  const leave = (manner: 'polite' | 'destroy'): void => {
    phase = 'lost';
    timers.dispose();
    if (isGone) return;
    if (link === undefined) {
      handlers.onClosed(undefined, endCause);
    } else if (manner === 'destroy' || !wasOpen) {
      link.destroy();
    } else {
      const { destroy } = link;
      closing.arm('close', clock.now() + policy.closeTimeoutMs, () => {
        endCause = 'close.timeout';
        destroy();
      });
      link.close();
    }
  };

  /** What the peer told is closed politely, beside the next attempt; a peer that is silent would not answer. */
  const lose = (loss: Loss, manner: 'polite' | 'destroy'): void => {
    if (phase === 'lost') return;
    const lostIn = phase;
    phase = 'lost';
    endCause = loss.cause;
    handlers.onLost(loss, lostIn);
    leave(manner);
  };

  const loseBy = (cause: string): void => lose({ cause }, 'destroy');

  const onEnded = (loss: Loss): void => {
    if (policy.noticesEnd === 'at-send' && isUp()) {
      unnoticed ??= loss;
      endCause = loss.cause;
    } else lose(loss, 'polite');
  };

  const noticeBySending = (): boolean => {
    if (unnoticed === undefined || phase === 'lost') return false;
    lose({ cause: 'send.error', err: `the connection had ended: ${unnoticed.cause}` }, 'polite');
    return true;
  };

  const sendText = (text: string): boolean => {
    if (link === undefined || noticeBySending()) return false;
    if (!link.send(text, onWritten)) {
      loseBy('send.error');
      return false;
    }
    watchStall();
    return true;
  };

  const sendEnvelope = (kind: 'up' | 'ready', sequence: number, data: unknown): boolean => {
    const t = formatStamp(clock.now());
    const envelope: Envelope = { c: clientId, g: generation, s: sequence, k: kind, t };
    return sendText(JSON.stringify(data === undefined ? envelope : { ...envelope, d: data }));
  };

  const watchStall = (): void => {
    if (link === undefined || phase === 'lost') return;
    stall.observe(link.bufferedBytes, clock.now());
    const dueAt = stall.nextDueAt();
    if (dueAt === undefined) timers.disarm('stall');
    else if (clock.now() >= dueAt) loseBy('send.stalled');
    else if (!timers.isArmed('stall')) timers.arm('stall', dueAt, watchStall);
  };

  const onWritten = (): void => {
    watchStall();
    if (isUp() && stall.mayWrite) handlers.onWritable();
  };

  const watchReplies = (): void => {
    const overdue = replies.tick(clock.now());
    if (overdue) loseBy('app.reply.timeout');
    const dueAt = replies.nextDueAt();
    if (dueAt !== undefined) timers.arm('reply', dueAt, watchReplies);
  };

  const armHeartbeat = (): void => {
    const dueAt = monitor?.nextDueAt();
    if (dueAt !== undefined) timers.arm('heartbeat', dueAt, beat);
  };

  const beat = (): void => {
    for (const order of monitor?.tick(clock.now()) ?? []) {
      if (order.kind === 'dead') loseBy(order.cause);
      else if (order.kind === 'suspect') phase = 'suspect';
      else if (policy.heartbeat.mode === 'app') sendEnvelope('ready', options.nextReadySequence(), undefined);
      else if (!noticeBySending()) link?.ping(formatBeat(generation, order.beat));
    }
    armHeartbeat();
  };

  const observe = (sign: LifeSign): void => {
    if (monitor?.observe(sign, clock.now()) === true && phase === 'suspect') phase = 'ready';
  };

  const becomeReady = (by: ClientPolicy['ready']): void => {
    if (phase !== 'opened' || policy.ready !== by) return;
    phase = 'ready';
    timers.disarm('ready');
    monitor = createHeartbeatMonitor(policy.heartbeat, clock.now());
    armHeartbeat();
    handlers.onReady();
  };

  /** A plain echo server gives our own envelope back: that acknowledges it as well. */
  const onAcknowledgement = ({ s, k, a }: Envelope): void => {
    const what = k === 'ack' ? a : k;
    if (what !== 'up') {
      if (s === helloSequence) becomeReady('ack');
      else observe({ kind: 'answer', beat: s - helloSequence });
    }
    if (what !== 'ready') {
      replies.answered(s);
      handlers.onAcknowledged(s);
    }
  };

  const onMessage = (data: string | Uint8Array): void => {
    if (phase === 'lost') return;
    observe({ kind: 'message' });
    const envelope = typeof data === 'string' ? parseEnvelope(data) : undefined;
    if (envelope !== undefined && envelope.k !== 'down' && envelope.c === clientId) {
      onAcknowledgement(envelope);
    } else {
      handlers.onMessage(data, envelope?.k === 'down' ? envelope : undefined);
      becomeReady('message');
    }
  };

  const onOpen = (): void => {
    if (phase === 'lost') return;
    wasOpen = true;
    phase = 'opened';
    timers.disarm('connect');
    timers.arm('ready', clock.now() + policy.readyTimeoutMs, () => loseBy('ready.timeout'));
    handlers.onOpen();
    helloSequence = options.nextReadySequence();
    if (!sendEnvelope('ready', helloSequence, undefined)) return;
    if (policy.ready === 'pong') link?.ping(formatBeat(generation, 0));
    becomeReady('open');
  };

  const dial = async (): Promise<void> => {
    let url: string;
    try {
      url = await options.url();
    } catch (error) {
      lose({ cause: 'url.fail', err: describeError(error) }, 'destroy');
      return;
    }
    if (phase === 'lost') return;
    const closeTimeoutMs = policy.closeTimeoutMs + closeMarginMs;
    link = openLink(
      {
        ...{ ...policy, url, closeTimeoutMs },
        ...{ rejectUnauthorized: options.rejectUnauthorized, ca: options.ca, lookup: options.lookup },
      },
      {
        onConnected() {
          if (phase === 'connecting') phase = 'upgrading';
        },
        onOpen,
        onBytes: (completed) => observe({ kind: completed ? 'frame' : 'bytes' }),
        onMessage,
        onPing: () => observe({ kind: 'server-ping' }),
        onPong(payload) {
          const answered = parseBeat(payload, generation);
          if (answered === 0) becomeReady('pong');
          else observe(answered === undefined ? { kind: 'frame' } : { kind: 'answer', beat: answered });
        },
        onEnded,
        onClosed(code) {
          isGone = true;
          closing.dispose();
          handlers.onClosed(wasOpen ? code : undefined, endCause);
        },
      },
    );
  };

  timers.arm('connect', clock.now() + policy.connectTimeoutMs, () =>
    loseBy(phase === 'upgrading' ? 'upgrade.timeout' : 'connect.timeout'),
  );
  // What still throws is an option that no attempt could use, such as a header with a line break.
  dial().catch((error: unknown) =>
    lose({ cause: causeOfError(error, 'connecting'), err: describeError(error) }, 'destroy'),
  );

  return {
    generation,
    get phase() {
      return phase;
    },
    get writable() {
      return isUp() && stall.mayWrite;
    },
    write({ sequence, data }) {
      if (!sendEnvelope('up', sequence, data)) return;
      replies.sent(sequence, clock.now());
      if (!timers.isArmed('reply')) watchReplies();
    },
    writeText: (text) => wasOpen && phase !== 'lost' && sendText(text),
    close() {
      if (phase !== 'lost') leave('polite');
    },
    destroy: () => link?.destroy(),
  };
}
