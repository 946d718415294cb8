import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';

/** The size that a heartbeat or a chat line has. */
const payloadBytes = 125;
const request = encodeFrame({
  opcode: 2,
  payload: new Uint8Array(payloadBytes).fill(7),
  maskKey: Uint8Array.of(1, 2, 3, 4),
});
const answer = encodeFrame({ opcode: 2, payload: new Uint8Array(payloadBytes).fill(7) });

export interface EchoPeer {
  readonly port: number;
  readonly connections: number;
  close(): void;
}

/** A server that upgrades and answers each message of a known size; the least that a WebSocket server can do. */
export async function startEchoPeer(): Promise<EchoPeer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (head) => {
      const key = /sec-websocket-key: (\S+)/i.exec(head.toString('latin1'))?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      let received = 0;
      socket.on('data', (chunk) => {
        received += chunk.length;
        const whole = Math.floor(received / request.length);
        received -= whole * request.length;
        if (whole > 0) socket.write(whole === 1 ? answer : Buffer.concat(new Array(whole).fill(answer)));
      });
    });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    get connections() {
      return sockets.size;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** An upgraded connection. */
export interface EchoClient {
  readonly socket: net.Socket;
  /** Sends one message and waits for its answer; milliseconds. */
  roundTrip(): Promise<number>;
  /** Keeps so many messages under way until told to stop; gives how many were answered. */
  pump(window: number, isOver: () => boolean): Promise<number>;
}

export async function dialEcho(port: number, host = '127.0.0.1'): Promise<EchoClient> {
  const socket = net.connect({ port, host, noDelay: true });
  // A bench that hangs up in the middle of its messages is answered with a RST.
  socket.on('error', () => socket.destroy());
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await untilUpgraded(socket);
  return {
    socket,
    roundTrip: () =>
      new Promise((resolve) => {
        const sentAt = process.hrtime.bigint();
        let received = 0;
        const onData = (chunk: Buffer): void => {
          received += chunk.length;
          if (received < answer.length) return;
          socket.off('data', onData);
          resolve(Number(process.hrtime.bigint() - sentAt) / 1e6);
        };
        socket.on('data', onData);
        socket.write(request);
      }),
    pump: (window, isOver) =>
      new Promise((resolve) => {
        let received = 0;
        let answered = 0;
        const onData = (chunk: Buffer): void => {
          received += chunk.length;
          const whole = Math.floor(received / answer.length);
          received -= whole * answer.length;
          answered += whole;
          underWay -= whole;
          if (isOver()) {
            if (underWay > 0) return;
            socket.off('data', onData);
            resolve(answered);
            return;
          }
          for (let index = 0; index < whole; index++) socket.write(request);
          underWay += whole;
        };
        let underWay = window;
        socket.on('data', onData);
        for (let index = 0; index < window; index++) socket.write(request);
      }),
  };
}

/** Not `once` of `node:events` alone, which would wait for ever for a connection that is closed before. */
function untilUpgraded(socket: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(new Error('closed during the handshake'));
    socket.once('close', onClose);
    socket.once('data', (head: Buffer) => {
      socket.off('close', onClose);
      const [line = ''] = head.toString('latin1').split('\r\n');
      if (line.includes(' 101 ')) resolve();
      else reject(new Error(`no upgrade: ${line}`));
    });
  });
}
