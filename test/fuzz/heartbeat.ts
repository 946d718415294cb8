import type { WebSocket, WebSocketServer } from 'ws';
import type { Cancel, Clock } from '../../src/base/clock.ts';

const everyMs = 15_000;

/** Ends connections that answer no ping, as every server must that does not want to collect ghosts. Gives what stops it. */
export function startHeartbeat(server: WebSocketServer, clock: Clock): () => void {
  let alive = new WeakSet<WebSocket>();
  let cancelTimer: Cancel | undefined;
  server.on('connection', (socket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
  });
  const beat = (): void => {
    const answered = alive;
    alive = new WeakSet();
    for (const socket of server.clients) {
      if (answered.has(socket)) socket.ping();
      else socket.terminate();
    }
    cancelTimer = clock.schedule(clock.now() + everyMs, beat);
  };
  beat();
  return () => cancelTimer?.();
}
