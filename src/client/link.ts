import type { IncomingMessage } from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import { type ClientOptions, type RawData, WebSocket } from 'ws';
import { causeOfError, describeError, type LinkPhase, type Loss } from './cause.ts';
import { createFrameWatch } from './frame-watch.ts';
import { parseRetryAfter } from './retry-after.ts';

export interface LinkOptions {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly rejectUnauthorized: boolean;
  /** PEM of whom to trust, in place of the system's authorities. */
  readonly ca?: string | undefined;
  readonly lookup: LookupFunction | undefined;
  /** Above the owner's own limit, so that `ws` never destroys the socket by its own clock. */
  readonly closeTimeoutMs: number;
}

/** What a link tells. Nothing is told within `openLink`, and nothing after `onClosed`. */
export interface LinkHandlers {
  /** TCP, and TLS where asked, stand; the upgrade request is on its way. */
  onConnected(): void;
  /** A valid 101. */
  onOpen(): void;
  /** A chunk from the server; with `completed` a frame ended in it. */
  onBytes(completed: boolean): void;
  onMessage(data: string | Uint8Array): void;
  onPing(): void;
  onPong(payload: string): void;
  /** The peer or the network ended it, at this instant. At most once. */
  onEnded(loss: Loss): void;
  /** The socket is gone. Exactly once, whoever ended it. */
  onClosed(code: number): void;
}

export interface Link {
  /** Bytes that wait in our own memory. */
  readonly bufferedBytes: number;
  /** False when the library says that the connection is closed already. `onWritten` is called when the text is out. */
  send(text: string, onWritten: () => void): boolean;
  /** At most 125 bytes. */
  ping(payload: string): void;
  /** Begins the closing handshake; before the 101 it destroys. */
  close(): void;
  destroy(): void;
}

/**
 * Dials once, with `ws`. `permessage-deflate` is not offered, so that frames on the wire are what was sent. The cause of an
 * end is read from the raw socket, which Node's HTTP client hands out: `ws` shows a RST and a FIN alike, as 1006.
 *
 * @throws whatever `ws` and Node throw on options that no attempt could use
 */
export function openLink(options: LinkOptions, handlers: LinkHandlers): Link {
  let phase: LinkPhase = 'connecting';
  let answered = false;
  let ended = false;
  let raw: Socket | undefined;

  const end = (loss: Loss): void => {
    if (ended) return;
    ended = true;
    handlers.onEnded(loss);
  };

  /** Node reports a RST that comes with data as `end`; the connection then has no peer any more (ENOTCONN). */
  const wasReset = (): boolean => raw !== undefined && !raw.destroyed && raw.remoteAddress === undefined;

  const endByError = (error: unknown): void => {
    let cause = causeOfError(error, phase);
    if (cause === 'tcp.eof' && wasReset()) cause = 'tcp.reset';
    else if (cause === 'tcp.eof' && answered) cause = 'upgrade.invalid:truncated';
    end({ cause, err: describeError(error) });
  };

  const watchSocket = (socket: Socket): void => {
    raw = socket;
    socket.once(options.url.startsWith('wss:') ? 'secureConnect' : 'connect', () => {
      phase = 'upgrading';
      handlers.onConnected();
    });
    socket.once('data', () => {
      answered = true;
    });
    // Before the 101 the HTTP client reports both, with more to say.
    socket.on('error', (error) => {
      if (phase === 'open') endByError(error);
    });
    socket.on('end', () => {
      if (phase === 'open') end({ cause: wasReset() ? 'tcp.reset' : 'tcp.eof' });
    });
  };

  const settings: ClientOptions & { lookup?: LookupFunction; closeTimeout: number } = {
    headers: { ...options.headers },
    perMessageDeflate: false,
    rejectUnauthorized: options.rejectUnauthorized,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    closeTimeout: options.closeTimeoutMs,
    finishRequest(request) {
      request.once('socket', watchSocket);
      request.end();
    },
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  };
  const websocket = new WebSocket(options.url, [...options.protocols], settings);

  const watchFrames = (socket: Socket): void => {
    const see = createFrameWatch();
    // Behind the listener of `ws`, which has taken a valid Close frame by now and left an invalid one to its `error`.
    socket.on('data', (chunk: Uint8Array) => {
      if (ended) return;
      const { completed, closeCode } = see(chunk);
      handlers.onBytes(completed);
      if (closeCode !== undefined && websocket.readyState !== WebSocket.OPEN) {
        end({ cause: `close:${closeCode}`, code: closeCode });
      }
    });
  };

  websocket.on('open', () => {
    phase = 'open';
    if (raw !== undefined) watchFrames(raw);
    handlers.onOpen();
  });
  websocket.on('message', (data, isBinary) => handlers.onMessage(isBinary ? toBytes(data) : String(data)));
  websocket.on('ping', () => handlers.onPing());
  websocket.on('pong', (data) => handlers.onPong(String(data)));
  websocket.on('unexpected-response', (_request, response) => {
    end(lossByStatus(response));
    websocket.terminate();
  });
  websocket.on('error', endByError);
  websocket.on('close', (code) => {
    end({ cause: `close:${code}`, code });
    handlers.onClosed(code);
  });

  return {
    get bufferedBytes() {
      return websocket.bufferedAmount;
    },
    send(text, onWritten) {
      if (websocket.readyState !== WebSocket.OPEN) return false;
      // An error of the write reaches the socket's `error` as well.
      websocket.send(text, (error) => {
        if (!(error instanceof Error)) onWritten();
      });
      return true;
    },
    ping(payload) {
      websocket.ping(payload, undefined, ignoreWriteError);
    },
    close: () => websocket.close(1000),
    destroy: () => websocket.terminate(),
  };
}

function ignoreWriteError(): void {
  // The socket's `error` tells of it.
}

function lossByStatus({ statusCode = 0, headers }: IncomingMessage): Loss {
  // Without `Upgrade`, Node takes it for an ordinary answer.
  if (statusCode === 101) return { cause: 'upgrade.invalid:upgrade-header' };
  const retryAfterMs = parseRetryAfter(headers['retry-after'], headers.date);
  return {
    cause: `upgrade.status:${statusCode}`,
    status: statusCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
