import type { Socket } from 'node:net';
import WebSocket from 'ws';
import type { Cancel, Clock, Instant } from '../../src/base/clock.ts';
import type { Random } from '../../src/base/random.ts';

/** What a crowd of clients has in common. */
export interface SoakCrowd {
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onSent: () => void;
  readonly onEcho: () => void;
  /** It was sent over this port of ours, and the connection ended without its echo. */
  readonly onLost: (port: number, sentAt: Instant, lostAt: Instant, how: string) => void;
  /** The connection is over, and all its losses are told. */
  readonly onEnd: (port: number) => void;
}

/** A client that sends numbered messages, wants each of them back, and comes again whatever happens. */
export interface SoakClient {
  stop(): void;
}

const messageEveryMs = 500;
/**
 * A link on which nothing came back for so many messages, 20 s of them, is dead. Not by the time alone: on a machine that runs
 * this process now and then only, everybody here is late, and nobody is to blame.
 */
const deadAfterSends = 40;

export function startSoakClient(number: number, crowd: SoakCrowd): SoakClient {
  const { clock, random } = crowd;
  let socket: WebSocket | undefined;
  let cancelTimer: Cancel | undefined;
  let stopped = false;
  let sent = 0;

  const later = (ms: number, run: () => void): void => {
    cancelTimer = clock.schedule(clock.now() + ms, run);
  };

  const connect = (): void => {
    const attempt = new WebSocket(`${crowd.url}/c/${number}`, { handshakeTimeout: 5_000, perMessageDeflate: false });
    socket = attempt;
    const waiting = new Map<string, Instant>();
    let port = 0;
    let unanswered = 0;
    let how = 'closed';

    const send = (): void => {
      if (unanswered >= deadAfterSends) {
        how = 'dead';
        attempt.terminate();
        return;
      }
      if (attempt.readyState !== WebSocket.OPEN) return;
      const message = `${number}:${++sent}`;
      waiting.set(message, clock.now());
      attempt.send(message);
      unanswered++;
      crowd.onSent();
      later(messageEveryMs * (0.5 + random.next()), send);
    };

    attempt.on('upgrade', (response) => {
      port = (response.socket as Socket).localPort ?? 0;
    });
    attempt.on('open', send);
    attempt.on('message', (data) => {
      if (!waiting.delete(String(data))) return;
      unanswered = 0;
      crowd.onEcho();
    });
    attempt.on('error', () => {});
    attempt.on('close', () => {
      cancelTimer?.();
      const lostAt = clock.now();
      if (!stopped) for (const sentAt of waiting.values()) crowd.onLost(port, sentAt, lostAt, how);
      if (port !== 0) crowd.onEnd(port);
      if (!stopped) later(100 + 400 * random.next(), connect);
    });
  };

  connect();
  return {
    stop() {
      stopped = true;
      cancelTimer?.();
      socket?.terminate();
    },
  };
}
