import { once } from 'node:events';
import net from 'node:net';
import { wasReset } from '../../src/proxy/socket-end.ts';

/** How a peer finished its direction, as the other end sees it. */
export type SeenEnd = 'fin' | 'reset';

/** One end of a TCP connection in a test: what came, how it ended, and what to do. */
export interface WirePeer {
  readonly socket: net.Socket;
  readonly received: Buffer;
  /** The ends seen so far. */
  readonly ends: readonly SeenEnd[];
  send(bytes: string | Uint8Array): void;
  /** Waits until so much came and gives all that did; fails when the direction ends before. */
  untilLength(bytes: number): Promise<Buffer>;
  /** Waits for the text and gives what came up to its end. */
  untilText(text: string): Promise<string>;
  /** The first end of the other side's direction. */
  end(): Promise<SeenEnd>;
  /** Neither direction is left. */
  closed(): Promise<void>;
  /** Forgets what came so far. */
  forget(): void;
}

export function watchPeer(socket: net.Socket): WirePeer {
  let chunks: Buffer[] = [];
  let length = 0;
  const ends: SeenEnd[] = [];
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of [...waiting]) each();
  };
  const read = (): Buffer => {
    const [only, second] = chunks;
    if (only !== undefined && second === undefined) return only;
    const all = Buffer.concat(chunks);
    chunks = [all];
    return all;
  };
  const end = (how: SeenEnd): void => {
    ends.push(how);
    look();
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    look();
  });
  socket.on('end', () => end(wasReset(socket) ? 'reset' : 'fin'));
  socket.on('error', () => end('reset'));
  socket.on('close', look);

  const wait = <T>(attempt: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const each = (): void => {
        try {
          const found = attempt();
          if (found === undefined) return;
          waiting.delete(each);
          resolve(found);
        } catch (error) {
          waiting.delete(each);
          reject(error);
        }
      };
      waiting.add(each);
      each();
    });

  /** Reads only when it may help: joining all that came for every chunk would take minutes for a long stream. */
  const untilReady = (isReady: () => boolean): Promise<Buffer> =>
    wait(() => {
      if (isReady()) return read();
      if (ends.length === 0 && !socket.closed) return undefined;
      throw new Error(`ended after ${length} bytes: ${read().subarray(0, 200)}`);
    });

  return {
    socket,
    get received() {
      return read();
    },
    ends,
    send: (bytes) => void socket.write(bytes),
    untilLength: (bytes) => untilReady(() => length >= bytes),
    async untilText(text) {
      const all = await untilReady(() => read().includes(text));
      return all.subarray(0, all.indexOf(text) + text.length).toString('latin1');
    },
    end: () => wait(() => ends[0] ?? (socket.closed ? 'reset' : undefined)),
    closed: async () => {
      if (!socket.closed) await wait(() => (socket.closed ? true : undefined));
    },
    forget() {
      chunks = [];
      length = 0;
    },
  };
}

/** A TCP server that hands its connections to the test. */
export interface WireServer extends AsyncDisposable {
  readonly port: number;
  readonly accepted: number;
  /** Connections that are up. */
  readonly live: number;
  /** The next connection that was not asked for yet. */
  next(): Promise<WirePeer>;
  /** Waits until so many connections are up. */
  untilLive(count: number): Promise<void>;
}

export async function startWireServer(onAccept?: (peer: WirePeer) => void): Promise<WireServer> {
  const sockets = new Set<net.Socket>();
  const unclaimed: WirePeer[] = [];
  const waiting: ((peer: WirePeer) => void)[] = [];
  const watchers = new Set<() => void>();
  let accepted = 0;
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    accepted++;
    sockets.add(socket);
    const peer = watchPeer(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      for (const watch of watchers) watch();
    });
    for (const watch of watchers) watch();
    onAccept?.(peer);
    const claim = waiting.shift();
    if (claim === undefined) unclaimed.push(peer);
    else claim(peer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    get accepted() {
      return accepted;
    },
    get live() {
      return sockets.size;
    },
    next() {
      const peer = unclaimed.shift();
      return peer === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(peer);
    },
    untilLive: (count) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (sockets.size !== count) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

/** Connects; fails with the error of the dial. */
export async function dialPeer(port: number, host = '127.0.0.1'): Promise<WirePeer> {
  const socket = net.connect({ port, host, allowHalfOpen: true, noDelay: true });
  await once(socket, 'connect');
  return watchPeer(socket);
}

/** The code that a dial fails with. */
export async function dialError(port: number): Promise<string | undefined> {
  const socket = net.connect({ port, host: '127.0.0.1' });
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
}

/** Waits until not one byte of what was written moves any more, because all buffers on the way are full. */
export async function untilStuck(socket: net.Socket): Promise<void> {
  let before = -1;
  for (let calm = 0; calm < 2_000; calm = socket.writableLength === before ? calm + 1 : 0) {
    before = socket.writableLength;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
