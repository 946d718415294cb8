import type net from 'node:net';
import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { TlsMode } from '../faults/action.ts';
import { ignoreError, type PeerSocket } from './peer.ts';
import type { TlsTermination } from './tls-termination.ts';

/** What a fault does to a connection between its being accepted and its being read. */
export interface Admission {
  /** Leaves it alone until then. */
  postpone(until: Instant): void;
  /** The TLS handshake fails so. */
  breakTls(mode: TlsMode): void;
  /**
   * Calls `take` when the connection is to be read, perhaps at once. Without a `peer` a fault keeps the raw socket, and
   * nothing that comes is meant for the server.
   */
  start(take: (peer: PeerSocket | undefined) => void): void;
  cancel(): void;
}

/** `tls`: what terminates TLS; `undefined` without TLS, or when a fault has done with the connection already. */
export function createAdmission(
  raw: net.Socket,
  { clock, tls }: { readonly clock: Clock; readonly tls: () => TlsTermination | undefined },
): Admission {
  let postponedUntil: Instant | undefined;
  let mode: TlsMode | undefined;
  let cancelTimer: Cancel | undefined;

  const admit = (take: (peer: PeerSocket | undefined) => void): void => {
    const termination = raw.destroyed ? undefined : tls();
    take(termination === undefined ? { socket: raw, raw } : termination.accept(raw, mode));
  };

  return {
    postpone(until) {
      postponedUntil = Math.max(until, postponedUntil ?? until);
    },
    breakTls(given) {
      mode = given;
    },
    start(take) {
      if (postponedUntil === undefined || postponedUntil <= clock.now() || raw.destroyed) {
        admit(take);
        return;
      }
      const finish = (): void => {
        cancelTimer?.();
        cancelTimer = undefined;
        raw.off('close', finish).off('error', ignoreError);
        const hasEnded = raw.readableEnded;
        admit(take);
        // Who listens only now must hear of it all the same.
        if (raw.closed) raw.emit('close', raw.errored !== null);
        else if (hasEnded) raw.emit('end');
      };
      // A client that gives up meanwhile is gone, and nobody waits for it any more.
      raw.once('close', finish).on('error', ignoreError);
      cancelTimer = clock.schedule(postponedUntil, finish);
    },
    cancel() {
      cancelTimer?.();
      cancelTimer = undefined;
    },
  };
}
