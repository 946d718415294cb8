import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import { setInterval } from 'node:timers/promises';

/** A packet capture of the loopback that goes on. */
interface Capture {
  /** Ends it when every packet so far is in the file; throws when the kernel dropped some. */
  end(): Promise<void>;
}

/**
 * Captures the TCP segments of these ports; a string says why that is not possible here. The kernel stamps the packets and
 * keeps them for up to a second: a reader that is woken for each of them takes the processor from those who are measured.
 */
export async function startCapture(file: string, ports: readonly number[]): Promise<Capture | string> {
  const marker = await listenForMarker();
  const filter = [...ports, marker.port].map((port) => `tcp port ${port}`).join(' or ');
  const asIs = ['-Z', 'root', '--time-stamp-precision=nano', '-B', '16384', '-U', '-s', '0'];
  const child = spawn('tcpdump', ['-i', 'lo', '-n', ...asIs, '-w', file, filter], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'close');
  const listens = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('listening on lo')) resolve(true);
    });
    ended.then(() => resolve(false), reject);
  });
  if (!(await listens)) {
    marker.close();
    return said.trim();
  }
  return {
    async end() {
      await marker.dial();
      for await (const _ of setInterval(100)) if (await marker.isIn(file)) break;
      marker.close();
      child.kill('SIGINT');
      await ended;
      const dropped = /(\d+) packets? dropped by kernel/.exec(said)?.[1];
      if (dropped !== '0') throw new Error(`the capture is not complete: ${said.trim()}`);
    },
  };
}

/** A port that is dialled once, behind all that is to be in the capture. */
async function listenForMarker() {
  const server = net.createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () => void server.close(),
    async dial(): Promise<void> {
      const socket = net.connect(port, '127.0.0.1');
      socket.resume();
      await once(socket, 'close');
    },
    /** The end of the capture has a segment to or from the port. */
    async isIn(file: string): Promise<boolean> {
      await using capture = await open(file);
      const { size } = await capture.stat();
      const length = Math.min(size, 4_096);
      const { buffer } = await capture.read(Buffer.alloc(length), 0, length, size - length);
      const wanted = Buffer.alloc(2);
      wanted.writeUInt16BE(port);
      return buffer.includes(wanted);
    },
  };
}
