import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** A client of a built-in server that keeps what it receives. */
export interface Dialled extends AsyncDisposable {
  readonly socket: WebSocket;
  readonly received: readonly (string | Buffer)[];
  /** The nth message, from 1, past or to come. */
  message(nth: number): Promise<string | Buffer>;
}

export async function dial(url: string, options: ClientOptions = {}): Promise<Dialled> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  const received: (string | Buffer)[] = [];
  socket.on('message', (data: Buffer, isBinary) => received.push(isBinary ? data : String(data)));
  await once(socket, 'open');
  return {
    socket,
    received,
    async message(nth) {
      while (received.length < nth) await once(socket, 'message');
      return received[nth - 1] as string | Buffer;
    },
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.terminate();
      await once(socket, 'close');
    },
  };
}
