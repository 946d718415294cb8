import type net from 'node:net';

/** `ENOTCONN` as libuv gives it. */
const notConnected = -107;

interface Handle {
  getpeername?: (into: object) => number;
}

/**
 * Tells whether an `end` was really a RST: Node reports data and RST that arrive in one poll as `end`, but then the kernel
 * no longer knows the peer. Once our own side has sent its FIN that is so after any `end`, and the answer is `false`.
 */
export function wasReset(socket: net.Socket): boolean {
  if (socket.writableEnded) return false;
  const handle = (socket as net.Socket & { readonly _handle?: Handle | null })._handle;
  if (handle === null || handle === undefined || typeof handle.getpeername !== 'function') return false;
  return handle.getpeername({}) === notConnected;
}

/**
 * Sends a RST, whatever waits to be written; harmless on a socket that is gone. `raw` is the TCP socket, `socket` the one
 * over it where there is TLS. Behind a FIN that is just being sent it is sent right after that: libuv refuses it until then,
 * and Node would leave the socket open for ever, without a `close`.
 */
export function resetPeer(peer: { readonly socket: net.Socket; readonly raw: net.Socket }): void {
  const { socket, raw } = peer;
  if (raw.destroyed) return;
  const isFinishing =
    !socket.destroyed && socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
  if (isFinishing) socket.once('finish', () => resetPeer(peer));
  else raw.resetAndDestroy();
}
