import type net from 'node:net';
import type { Cancel, Clock } from '../base/clock.ts';
import { wasReset } from './socket-end.ts';

/** How often the kernel is asked. */
const everyMs = 20;

/**
 * Sees the RST of a peer that is not read: an idle handle is in no poll set, so Node would tell nothing. The socket is then
 * destroyed with the error that it would have had. Gives what ends the watch.
 */
export function watchForReset(socket: net.Socket, clock: Clock): Cancel {
  let cancelTimer: Cancel | undefined;
  const look = (): void => {
    cancelTimer = undefined;
    if (socket.destroyed) return;
    if (wasReset(socket)) socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    else cancelTimer = clock.schedule(clock.now() + everyMs, look);
  };
  look();
  return () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };
}
