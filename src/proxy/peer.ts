import type net from 'node:net';
import type { EndKind } from '../faults/action.ts';
import { wasReset } from './socket-end.ts';

/** One side's socket; `raw` is the TCP socket below TLS, or the same. */
export interface PeerSocket {
  readonly socket: net.Socket;
  readonly raw: net.Socket;
}

export interface PeerHandlers {
  readonly onData: (chunk: Uint8Array) => void;
  /** The peer finished its direction; at most a `fin` and then a `reset`. `error` is there when the socket failed. */
  readonly onEnd: (how: EndKind, error: NodeJS.ErrnoException | undefined) => void;
  /** The socket is gone, also when we destroyed it. */
  readonly onClose: () => void;
}

/** Listens to one peer; gives a function that stops listening, for handing the socket over. */
export function listenToPeer({ socket, raw }: PeerSocket, handlers: PeerHandlers): () => void {
  let ended: EndKind | undefined;
  const end = (how: EndKind, error?: NodeJS.ErrnoException): void => {
    if (ended === 'reset' || ended === how) return;
    ended = how;
    handlers.onEnd(how, error);
  };
  const onEnd = (): void => {
    // The raw socket does not know that TLS has sent our FIN; after that nothing can be told from it.
    if (socket.writableEnded || !wasReset(raw)) {
      end('fin');
      return;
    }
    end('reset');
    // Node takes it for half a connection, which would never close.
    raw.destroy();
  };
  // A fatal alert, or what is no TLS: both sides let go, but in no hurry (RFC 8446 §6.2).
  const onError = (error: NodeJS.ErrnoException): void => end(isTlsError(error) ? 'fin' : 'reset', error);
  socket.on('data', handlers.onData);
  socket.on('end', onEnd);
  socket.on('error', onError);
  socket.on('close', handlers.onClose);
  // A TLS socket hands errors of the raw one on; without a listener of its own the raw one would still throw.
  if (raw !== socket) raw.on('error', ignoreError);
  return () => {
    socket.off('data', handlers.onData);
    socket.off('end', onEnd);
    socket.off('error', onError);
    socket.off('close', handlers.onClose);
    // Who takes over may listen later than the next error comes.
    socket.off('error', ignoreError).on('error', ignoreError);
  };
}

function isTlsError({ code = '' }: NodeJS.ErrnoException): boolean {
  return code === 'EPROTO' || code.startsWith('ERR_SSL_');
}

/** For a socket whose end is learnt from its `close`. */
export function ignoreError(): void {}
