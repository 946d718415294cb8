import { createHash } from 'node:crypto';
import net from 'node:net';
import { wasReset } from '../../proxy/socket-end.ts';
import { describeBytes, formatDigest } from './describe-bytes.ts';

/** How the other end finished its direction; `refused`: there was nobody to connect to. */
export type SeenEnd = 'fin' | 'reset' | 'refused';

/** One end of a TCP connection: does what it is told, and writes down what it sees. */
export interface Peer {
  /** Text is sent as ISO 8859-1. */
  send(bytes: string | Uint8Array): void;
  /** Sends this again and again until the connection is gone. */
  sendUntilClosed(bytes: Uint8Array): Promise<void>;
  /** FIN; what was sent goes first. */
  finish(): void;
  /** RST; what is not on the wire yet is lost. */
  reset(): void;
  /** Reads no more, until `resume`. */
  pause(): void;
  resume(): void;
  /** Waits until so many bytes came in all. @throws when the direction ends before */
  untilBytes(count: number): Promise<void>;
  /** Waits until the text came, within the first 128 KiB; gives what came up to its end. @throws when the direction ends before */
  untilText(text: string): Promise<string>;
  /** Waits for the first end of the other side's direction. */
  untilEnd(): Promise<SeenEnd>;
  /** Waits until neither direction is left. */
  untilClosed(): Promise<void>;
  /** Sends in small pieces, each when the one before is on its way, so that it is known how far it came. */
  flood(bytes: Uint8Array): void;
  /** Waits until a flood comes no further, because it is over or every buffer on the way is full; gives how many bytes left. */
  untilStuck(): Promise<number>;
  /** Leaves out of the record which bytes came: how many there are is a matter of chance. */
  forgetBytes(): void;
  /** What came, however it was cut, and then how it ended. */
  describe(): readonly string[];
  /** Known once something came over the connection. */
  ports(): { readonly local: number | undefined; readonly remote: number | undefined };
  destroy(): void;
}

/** As many bytes are kept; of more there is the digest. */
const maxKeptBytes = 128 * 2 ** 10;

const floodPieceBytes = 256 * 2 ** 10;

/** So many turns of the event loop without a change: everybody on the way is in this process, so nobody will move again. */
const calmTurns = 2_000;

/** Records what a socket sees; it must allow half-open connections. */
export function recordPeer(socket: net.Socket): Peer {
  const kept: Buffer[] = [];
  const ends: SeenEnd[] = [];
  const waiting = new Set<() => void>();
  const hash = createHash('sha256');
  let received = 0;
  let flooded = 0;
  let forgetsBytes = false;

  const look = (): void => {
    for (const each of [...waiting]) each();
  };
  const end = (how: SeenEnd): void => {
    if (!ends.includes(how)) ends.push(how);
    look();
  };
  const keep = (): Buffer => Buffer.concat(kept);

  socket.on('data', (chunk: Buffer) => {
    if (received < maxKeptBytes) kept.push(chunk.subarray(0, maxKeptBytes - received));
    received += chunk.length;
    hash.update(chunk);
    look();
  });
  socket.on('end', () => {
    if (!wasReset(socket)) {
      end('fin');
      return;
    }
    end('reset');
    // Node takes it for half a connection, which would never close.
    socket.destroy();
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNREFUSED' ? 'refused' : 'reset'));
  socket.on('close', look);

  const until = <T>(attempt: () => T | undefined, mayClose: boolean): Promise<T> =>
    new Promise((resolve, reject) => {
      const each = (): void => {
        const found = attempt();
        const isOver = socket.closed || (!mayClose && ends.length > 0);
        if (found === undefined && !isOver) return;
        waiting.delete(each);
        if (found === undefined)
          reject(new Error(`the connection ended (${ends.join(', ') || 'closed'}) after ${received} bytes`));
        else resolve(found);
      };
      waiting.add(each);
      each();
    });

  const describe = (): readonly string[] => {
    if (forgetsBytes) return ends;
    if (received <= maxKeptBytes) return [...describeBytes(keep()), ...ends];
    return [`${received} bytes, ${formatDigest(hash.copy())}`, ...ends];
  };

  return {
    send(bytes) {
      const data = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
      socket.write(data);
    },
    async sendUntilClosed(bytes) {
      const push = (): void => {
        if (!socket.destroyed) socket.write(bytes, () => setImmediate(push));
      };
      push();
      await until(() => (socket.closed ? true : undefined), true);
    },
    finish: () => void socket.end(),
    reset: () => void socket.resetAndDestroy(),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    untilBytes: async (count) => void (await until(() => (received >= count ? true : undefined), false)),
    untilText: (text) =>
      until(() => {
        const all = keep().toString('latin1');
        const at = all.indexOf(text);
        return at < 0 ? undefined : all.slice(0, at + text.length);
      }, false),
    untilEnd: () => until(() => ends[0], true),
    untilClosed: async () => void (await until(() => (socket.closed ? true : undefined), true)),
    flood(bytes) {
      flooded = 0;
      const push = (): void => {
        if (flooded >= bytes.length || socket.destroyed) return;
        const piece = bytes.subarray(flooded, flooded + floodPieceBytes);
        socket.write(piece, () => {
          flooded += piece.length;
          push();
        });
      };
      push();
    },
    async untilStuck() {
      let before = -1;
      for (let calm = 0; calm < calmTurns; calm = flooded === before ? calm + 1 : 0) {
        before = flooded;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return flooded;
    },
    forgetBytes() {
      forgetsBytes = true;
    },
    describe,
    ports: () => ({ local: socket.localPort, remote: socket.remotePort }),
    destroy: () => void socket.destroy(),
  };
}

/** Connects to a port of this machine; what goes wrong is in the record. */
export function dialPeer(port: number): Peer {
  return recordPeer(net.connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }));
}
