import type { Socket } from 'node:net';
import { type RawData, WebSocket } from 'ws';
import { formatAcknowledgement, parseRequest } from './acknowledge.ts';
import { keepAlive } from './heartbeat.ts';
import type { Behaviour, Peer, ServerOptions } from './server-contract.ts';

/** While so much waits to be sent to a client, nothing more is read from it. */
const pauseAboveBytes = 2 ** 20;

/** A client that others send to and that does not read is dropped here. */
const dropAboveBytes = 64 * 2 ** 20;

/**
 * Answers the envelopes of one client, hands the rest to the behaviour, bounds what waits in memory, and pings where it
 * should. `socket` is the TCP connection.
 */
export function serveConnection(
  websocket: WebSocket,
  socket: Socket,
  number: number,
  behaviour: Behaviour,
  options: Pick<ServerOptions, 'clock' | 'onDelivered' | 'heartbeat' | 'maxBufferedBytes'>,
): void {
  const { clock, onDelivered, heartbeat, maxBufferedBytes = dropAboveBytes } = options;
  const stopPings = heartbeat === undefined ? undefined : keepAlive(websocket, heartbeat, clock);

  const resumeWhenDrained = (): void => {
    if (websocket.isPaused && websocket.bufferedAmount < pauseAboveBytes) websocket.resume();
  };

  const peer: Peer = {
    number,
    send(data) {
      if (websocket.readyState !== WebSocket.OPEN) return;
      websocket.send(data, resumeWhenDrained);
      // A FIN would wait behind all that the client does not read.
      if (websocket.bufferedAmount > maxBufferedBytes) socket.resetAndDestroy();
      else if (websocket.bufferedAmount >= pauseAboveBytes) websocket.pause();
    },
    close: () => websocket.close(1000),
  };

  const onMessage = (data: string | Uint8Array): void => {
    const request = parseRequest(data);
    if (request === undefined) {
      behaviour.onMessage?.(peer, data);
      return;
    }
    if (request.k === 'up') onDelivered?.(request.c, request.s);
    else behaviour.onReady?.(peer, request.c, request.g);
    peer.send(formatAcknowledgement(request, clock.now()));
  };

  websocket.on('message', (data, isBinary) => onMessage(isBinary ? toBytes(data) : String(data)));
  // `ws` answers a violation with its Close frame and then closes; there is nothing to add.
  websocket.on('error', () => {});
  websocket.on('close', () => {
    stopPings?.();
    behaviour.onLeave?.(peer);
  });
  behaviour.onJoin?.(peer);
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
