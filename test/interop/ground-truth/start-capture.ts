import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A packet capture of the loopback that goes on. */
interface Capture {
  /** Ends it when every packet so far is in the file; throws when the kernel dropped some. */
  end(): Promise<void>;
}

/** Captures the TCP segments of these ports; a string says why that is not possible here. */
export async function startCapture(file: string, ports: readonly number[]): Promise<Capture | string> {
  const filter = ports.map((port) => `tcp port ${port}`).join(' or ');
  const asIs = ['-Z', 'root', '--time-stamp-precision=nano', '--immediate-mode', '-B', '16384', '-U', '-s', '0'];
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
  if (!(await listens)) return said.trim();
  return {
    async end() {
      child.kill('SIGINT');
      await ended;
      const dropped = /(\d+) packets? dropped by kernel/.exec(said)?.[1];
      if (dropped !== '0') throw new Error(`the capture is not complete: ${said.trim()}`);
    },
  };
}
