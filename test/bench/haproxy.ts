import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haproxy, installDebianPackages, requireDebianPackage } from '../support/debian-packages.ts';
import { findFreePort } from '../support/find-free-ports.ts';

/** Starts haproxy in TCP mode in front of a port: what a relay written in C costs. */
export async function startHaproxy(
  targetPort: number,
): Promise<{ readonly port: number; [Symbol.asyncDispose](): Promise<void> }> {
  installDebianPackages([haproxy]);
  requireDebianPackage(haproxy);
  const folder = mkdtempSync(join(tmpdir(), 'wschaos-bench-'));
  const config = join(folder, 'haproxy.cfg');
  const port = await findFreePort();
  writeFileSync(config, describe(port, targetPort));
  const child = spawn(haproxy.probe[0], ['-db', '-f', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilListening(port);
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

function describe(port: number, targetPort: number): string {
  return [
    'global',
    '  maxconn 4000',
    'defaults',
    '  mode tcp',
    '  timeout connect 5s',
    '  timeout client 1h',
    '  timeout server 1h',
    'listen relay',
    `  bind 127.0.0.1:${port}`,
    `  server target 127.0.0.1:${targetPort}`,
    '',
  ].join('\n');
}

async function untilListening(port: number): Promise<void> {
  for (const deadline = performance.now() + 5_000; performance.now() < deadline; ) {
    const socket = net.connect(port, '127.0.0.1');
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
  }
  throw new Error(`haproxy does not listen on port ${port}`);
}
