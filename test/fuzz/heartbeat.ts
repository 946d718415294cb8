import type { WebSocket, WebSocketServer } from 'ws';
import type { Cancel, Clock, Instant } from '../../src/base/clock.ts';

const everyMs = 15_000;
/** A server that comes so late to its own work was itself away, and condemns nobody for it. */
const awayMs = 5_000;

/** Ends connections that answer no ping, as every server must that does not want to collect ghosts. Gives what stops it. */
export function startHeartbeat(server: WebSocketServer, clock: Clock): () => void {
  let alive = new WeakSet<WebSocket>();
  let cancelTimer: Cancel | undefined;
  server.on('connection', (socket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
  });
  const beat = (dueAt: Instant): void => {
    const answered = clock.now() - dueAt > awayMs ? server.clients : alive;
    alive = new WeakSet();
    for (const socket of server.clients) {
      if (answered.has(socket)) socket.ping();
      else socket.terminate();
    }
    const nextAt = clock.now() + everyMs;
    cancelTimer = clock.schedule(nextAt, () => beat(nextAt));
  };
  beat(clock.now());
  return () => cancelTimer?.();
}
