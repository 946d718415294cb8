import { once } from 'node:events';
import net from 'node:net';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { bounded, type Figure, median, plain, quantile } from './figures.ts';
import { startRelay } from './relay.ts';

const delayMs = 50;
const messages = 500;
const rounds = 5;
const everyMs = 5;
const streamBytes = 64 * 2 ** 20;

/** How true an injected latency is, and what it does to a stream that is pipelined. */
export async function benchLatency(): Promise<readonly Figure[]> {
  const sink = await startSink();
  const latency = { fault: 'latency', with: { delay: `${delayMs}ms` }, direction: 'to-server' };
  await using plainRelay = await startRelay('proxy', sink.port);
  await using slowRelay = await startRelay('proxy', sink.port, [latency]);

  // In turns, so that what the machine does meanwhile hits both alike; one stall of it spoils one round.
  const noise: number[] = [];
  const middles: number[] = [];
  const tails: number[] = [];
  const earliest: number[] = [];
  let disordered = 0;
  for (let round = 0; round < rounds; round++) {
    const base = await measureDelays(plainRelay.port, sink);
    const slow = await measureDelays(slowRelay.port, sink);
    const usual = median(base.delays);
    const errors = slow.delays.map((delay) => Math.abs(delay - delayMs - usual));
    noise.push(
      quantile(
        base.delays.map((delay) => Math.abs(delay - usual)),
        0.99,
      ),
    );
    middles.push(median(errors));
    tails.push(quantile(errors, 0.99));
    earliest.push(Math.min(...slow.delays) - delayMs);
    disordered += slow.disordered;
  }
  const ratios: number[] = [];
  for (let pair = 0; pair < 3; pair++) {
    const fast = await measureStream(plainRelay.port, sink);
    ratios.push((await measureStream(slowRelay.port, sink)) / fast);
  }
  sink.close();
  return [
    bounded(`latency of ${delayMs} ms: error p50`, median(middles), '<=', 1, ' ms'),
    plain('the same without latency: deviation p99, the noise of the machine', median(noise), ' ms'),
    bounded(`latency of ${delayMs} ms: error p99`, median(tails), '<=', 5, ' ms'),
    plain(`latency of ${delayMs} ms: messages out of order`, disordered, ''),
    plain(`latency of ${delayMs} ms: earliest, against what was asked`, Math.min(...earliest), ' ms'),
    plain(`unpaced stream with ${delayMs} ms latency (at most 16 MiB are held) / without`, median(ratios), ' ×'),
  ];
}

interface Sink {
  readonly port: number;
  /** Called with every chunk that arrives behind the handshake. */
  onChunk: (chunk: Buffer) => void;
  close(): void;
}

async function startSink(): Promise<Sink> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      socket.on('data', (chunk) => sink.onChunk(chunk));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sink: Sink = {
    port: (server.address() as net.AddressInfo).port,
    onChunk: () => {},
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  return sink;
}

async function dial(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

const headerLength = 6;
const messageBytes = headerLength + 8;

/** One-way delays of numbered messages, sent at a steady pace. */
async function measureDelays(port: number, sink: Sink): Promise<{ delays: number[]; disordered: number }> {
  const socket = await dial(port);
  const sentAt: number[] = [];
  const delays: number[] = [];
  let disordered = 0;
  let left = Buffer.alloc(0);
  const done = new Promise<void>((resolve) => {
    sink.onChunk = (chunk) => {
      left = Buffer.concat([left, chunk]);
      for (; left.length >= messageBytes; left = left.subarray(messageBytes)) {
        const number = Number(left.readBigUInt64BE(headerLength));
        if (number !== delays.length) disordered++;
        delays.push(performance.now() - (sentAt[number] ?? Number.NaN));
      }
      if (delays.length === messages) resolve();
    };
  });
  const timer = setInterval(() => {
    const payload = Buffer.alloc(8);
    payload.writeBigUInt64BE(BigInt(sentAt.length));
    sentAt.push(performance.now());
    socket.write(encodeFrame({ opcode: 2, payload, maskKey: new Uint8Array(4) }));
    if (sentAt.length === messages) clearInterval(timer);
  }, everyMs);
  await done;
  socket.destroy();
  return { delays, disordered };
}

/** Megabytes a second of a stream of 64 KiB messages, from the first byte that arrives to the last. */
async function measureStream(port: number, sink: Sink): Promise<number> {
  const socket = await dial(port);
  const message = encodeFrame({ opcode: 2, payload: new Uint8Array(2 ** 16), maskKey: new Uint8Array(4) });
  const wanted = Math.ceil(streamBytes / message.length) * message.length;
  let received = 0;
  let startedAt = 0;
  const done = new Promise<void>((resolve) => {
    sink.onChunk = (chunk) => {
      if (received === 0) startedAt = performance.now();
      received += chunk.length;
      if (received === wanted) resolve();
    };
  });
  for (let sent = 0; sent < wanted; sent += message.length) {
    if (!socket.write(message)) await once(socket, 'drain');
  }
  await done;
  socket.destroy();
  return wanted / 1e6 / ((performance.now() - startedAt) / 1_000);
}
