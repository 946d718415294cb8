import type { WebSocket, WebSocketServer } from 'ws';
import type { Cancel, Clock, Instant } from '../../src/base/clock.ts';

const everyMs = 15_000;
/** A server that comes so late to its own work was itself away, and condemns nobody for it. */
const awayMs = 5_000;
/** Not for the first ping: on a machine that is busy an answer can take longer than the time between two. */
const deadAfterPings = 2;

/** Ends connections that answer no ping, as every server must that does not want to collect ghosts. Gives what stops it. */
export function startHeartbeat(server: WebSocketServer, clock: Clock): () => void {
  const unanswered = new WeakMap<WebSocket, number>();
  let cancelTimer: Cancel | undefined;
  server.on('connection', (socket) => {
    socket.on('pong', () => unanswered.delete(socket));
  });
  const beat = (dueAt: Instant): void => {
    const wasAway = clock.now() - dueAt > awayMs;
    for (const socket of server.clients) {
      const missed = wasAway ? 0 : (unanswered.get(socket) ?? 0);
      unanswered.set(socket, missed + 1);
      if (missed < deadAfterPings) socket.ping();
      else socket.terminate();
    }
    const nextAt = clock.now() + everyMs;
    cancelTimer = clock.schedule(nextAt, () => beat(nextAt));
  };
  beat(clock.now());
  return () => cancelTimer?.();
}
