import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stage } from '../../../src/runner/selftest/stage.ts';
import { findFreePort } from '../../support/find-free-ports.ts';

/** As every guide to WebSockets behind nginx has it, and nothing written outside of the folder. */
const configuration = (folder: string, port: number, upstream: number): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }
    location /own { return 403 "not here"; }
  }
}
`;

/** Runs nginx in front of a server, in the foreground, until the stage is over; gives its port. */
export async function startNginx(stage: Stage, upstream: number): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wschaos-nginx-'));
  stage.own(() => rmSync(folder, { recursive: true, force: true }));
  const port = await findFreePort();
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, upstream));
  const child = spawn('/usr/sbin/nginx', ['-e', 'stderr', '-p', folder, '-c', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = once(child, 'close');
  stage.own(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
      // Told after it listens.
      if (log.includes('getrlimit')) resolve();
    });
    closed.then(() => reject(new Error(`nginx ended: ${log}`)));
  });
  return port;
}
