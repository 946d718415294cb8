import { type RawData, WebSocket } from 'ws';
import type { Cancel } from '../base/clock.ts';
import { formatAcknowledgement, parseRequest } from './acknowledge.ts';
import type { Behaviour, Peer, ServerOptions } from './server-contract.ts';

/** While so much waits to be sent to a client, nothing more is read from it. */
const pauseAboveBytes = 2 ** 20;

/** A client that others send to and that does not read is dropped here. */
const dropAboveBytes = 64 * 2 ** 20;

/** Answers the envelopes of one client, hands the rest to the behaviour, and bounds what waits in memory. */
export function serveConnection(
  websocket: WebSocket,
  number: number,
  behaviour: Behaviour,
  { clock, pingIntervalMs, onDelivered }: Pick<ServerOptions, 'clock' | 'pingIntervalMs' | 'onDelivered'>,
): void {
  let cancelPing: Cancel | undefined;
  let isAlive = true;

  const resumeWhenDrained = (): void => {
    if (websocket.isPaused && websocket.bufferedAmount < pauseAboveBytes) websocket.resume();
  };

  const peer: Peer = {
    number,
    send(data) {
      if (websocket.readyState !== WebSocket.OPEN) return;
      websocket.send(data, resumeWhenDrained);
      if (websocket.bufferedAmount > dropAboveBytes) websocket.terminate();
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

  const ping = (everyMs: number): void => {
    if (!isAlive) {
      websocket.terminate();
      return;
    }
    isAlive = false;
    websocket.ping();
    cancelPing = clock.schedule(clock.now() + everyMs, () => ping(everyMs));
  };

  const noteLife = (): void => {
    isAlive = true;
  };

  websocket.on('message', (data, isBinary) => {
    noteLife();
    onMessage(isBinary ? toBytes(data) : String(data));
  });
  websocket.on('ping', noteLife);
  websocket.on('pong', noteLife);
  // `ws` answers a violation with its Close frame and then closes; there is nothing to add.
  websocket.on('error', () => {});
  websocket.on('close', () => {
    cancelPing?.();
    behaviour.onLeave?.(peer);
  });
  if (pingIntervalMs !== undefined) {
    cancelPing = clock.schedule(clock.now() + pingIntervalMs, () => ping(pingIntervalMs));
  }
  behaviour.onJoin?.(peer);
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
