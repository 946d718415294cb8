import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type RawData, WebSocket } from 'ws';
import type { RunResult } from '../../src/result/run-result.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { makeFolder } from './test-io.ts';

/** Running from source takes half of them. */
const maxOpenFiles = 128;
const clients = 100;

/** A client that was upgraded, or `undefined` when its connection was closed instead. */
function dial(url: string): Promise<WebSocket | undefined> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket)).once('close', () => resolve(undefined));
  });
}

async function echo(socket: WebSocket, text: string): Promise<string> {
  socket.send(text);
  const [data] = (await once(socket, 'message')) as [RawData];
  return String(data);
}

test('the proxy serves as many as its open files allow, says once that there are no more, and goes on', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  const proxy = spawnWschaos(['proxy', server.url], { cwd: makeFolder(), maxOpenFiles });
  const [address] = (await once(proxy.child.stdout, 'data')) as [string];
  const [url = ''] = address.split('\n');

  const herd = await Promise.all(Array.from({ length: clients }, () => dial(url)));
  const served = herd.filter((socket) => socket !== undefined);
  expect(served.length).toBeGreaterThan(0);
  expect(served.length).toBeLessThan(clients);
  await proxy.prints('too many open files');
  expect(await Promise.all(served.map((socket) => echo(socket, 'hello')))).toEqual(served.map(() => 'hello'));

  for (const socket of served) socket.terminate();
  await Promise.all(served.map((_, index) => proxy.prints(`closed    #${index + 1} `)));
  const later = await dial(url);
  expect(later === undefined ? undefined : await echo(later, 'again')).toBe('again');
  later?.terminate();

  proxy.child.kill('SIGTERM');
  const { code, stdout, stderr } = await proxy.ended;
  expect(code).toBe(0);
  const why = `too many open files: this process may open ${maxOpenFiles}, a proxied connection takes two, and there are ${served.length}; raise the limit with "ulimit -n"`;
  expect(stderr.split('\n').slice(1)).toEqual([`wschaos: ${why}`, '']);
  expect(stdout.split('\n').filter((line) => line.includes('disturbed'))).toEqual([
    expect.stringMatching(/^ +\d+\.\d{3} s {2}disturbed {2}too many open files: /),
  ]);
});

test('a herd for which the files of the process are too few is not measured, and the report says why', async () => {
  const scenario = `version: 1
name: herd
target: { builtin: echo }
client: { type: reference, count: ${clients} }
faults: [{ fault: reset, at: 50ms }]
timeout: 10s
repeat: { count: 1, phase: none, maxInvalid: 0 }
expect: ['recovered == 100%']
`;
  const cwd = makeFolder({ 'herd.yaml': scenario });
  const { code } = await spawnWschaos(['run', 'herd.yaml', '--no-progress'], { cwd, maxOpenFiles }).ended;
  expect(code).toBe(3);
  const { cases } = JSON.parse(readFileSync(path.join(cwd, 'wschaos-results/results.json'), 'utf8')) as RunResult;
  expect(cases.map(({ status, reason }) => [status, reason])).toEqual([
    [
      'unmeasured',
      expect.stringMatching(/; too many open files: .* may open 128\b.*; raise the limit with "ulimit -n"$/),
    ],
  ]);
});
