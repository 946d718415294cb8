import { Duplex, type Writable } from 'node:stream';
import * as ws from 'ws';

/** `ws` exports its two halves, which its type declarations leave out. */
interface WsSender {
  send(data: Uint8Array, options: { binary: boolean; compress: boolean; fin: boolean; mask: boolean }): void;
  ping(data: Uint8Array, mask: boolean): void;
  pong(data: Uint8Array, mask: boolean): void;
  close(code: number, reason: string, mask: boolean): void;
}
const { Sender, Receiver } = ws as unknown as {
  Sender: new (socket: Duplex) => WsSender;
  Receiver: new (options: { isServer: boolean }) => Writable;
};

/** What `ws` made of a stream of bytes. */
export interface WsReading {
  readonly events: readonly (readonly [kind: string, ...values: (string | number)[]])[];
  /** The stable code of the violation that it found first. */
  readonly error: string | undefined;
}

/** Feeds bytes to the Receiver of `ws`; payloads come as hex. */
export async function readWithWs(chunks: readonly Uint8Array[], isServer: boolean): Promise<WsReading> {
  const receiver = new Receiver({ isServer });
  const events: (readonly [string, ...(string | number)[]])[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    events.push([isBinary ? 'binary' : 'text', data.toString('hex')]);
  });
  receiver.on('ping', (data: Buffer) => events.push(['ping', data.toString('hex')]));
  receiver.on('pong', (data: Buffer) => events.push(['pong', data.toString('hex')]));
  receiver.on('conclude', (code: number, reason: Buffer) => events.push(['close', code, reason.toString()]));
  receiver.on('error', () => undefined);
  for (const chunk of chunks) {
    if (receiver.writableEnded) break;
    const failure = await new Promise<Error | null | undefined>((done) => receiver.write(Buffer.from(chunk), done));
    if (failure) return { events, error: (failure as NodeJS.ErrnoException).code };
  }
  return { events, error: undefined };
}

/** The bytes that the Sender of `ws` writes. */
export function writeWithWs(use: (sender: WsSender) => void): Uint8Array {
  const written: Buffer[] = [];
  const socket = new Duplex({
    write(chunk: Buffer, _encoding, done) {
      written.push(Buffer.from(chunk));
      done();
    },
    read() {},
  });
  use(new Sender(socket));
  return new Uint8Array(Buffer.concat(written));
}
