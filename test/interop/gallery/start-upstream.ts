import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { upstreamsFolder } from './adapt-scenario.ts';

/** A server that runs. */
export interface Upstream {
  readonly url: string;
  /** Ends it. */
  close(): Promise<void>;
}

/** Starts a file of `test/interop/upstreams` on a free port. */
export async function startUpstream(file: string): Promise<Upstream> {
  const child = spawn(process.execPath, [path.join(upstreamsFolder, file)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(() => {
      throw new Error(`the upstream ${file} ended before it listened`);
    }),
  ])) as [string];
  return {
    url: line.replace('listening at ', ''),
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
