import type { WebSocket } from 'ws';
import type { Cancel, Clock } from '../base/clock.ts';
import type { ServerHeartbeat } from './server-contract.ts';

/**
 * Pings a client until the function that it gives is called, or the client is dropped because a ping was not answered in
 * time. A dead client is noticed after `timeoutMs` at best, `intervalMs + timeoutMs` at worst. A pong answers its own ping
 * and those before it (RFC 6455 §5.5.3); an unsolicited one answers nothing.
 */
export function keepAlive(websocket: WebSocket, { intervalMs, timeoutMs }: ServerHeartbeat, clock: Clock): Cancel {
  const unanswered = new Map<number, Cancel>();
  let pings = 0;
  let cancelNext: Cancel = () => {};

  const stop = (): void => {
    cancelNext();
    for (const cancel of unanswered.values()) cancel();
    unanswered.clear();
  };

  const drop = (): void => {
    stop();
    websocket.terminate();
  };

  const beat = (dueAt: number): void => {
    const number = ++pings;
    websocket.ping(String(number));
    unanswered.set(number, clock.schedule(clock.now() + timeoutMs, drop));
    const next = Math.max(dueAt + intervalMs, clock.now());
    cancelNext = clock.schedule(next, () => beat(next));
  };

  websocket.on('pong', (payload: Buffer) => {
    const answered = Number(payload.toString('latin1'));
    if (!unanswered.has(answered)) return;
    for (const [number, cancel] of unanswered) {
      if (number > answered) return;
      cancel();
      unanswered.delete(number);
    }
  });
  const first = clock.now() + intervalMs;
  cancelNext = clock.schedule(first, () => beat(first));
  return stop;
}
