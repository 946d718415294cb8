import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dialStdio } from '../../../src/runner/subject/dial-stdio.ts';
import { readLines } from './programs.ts';

let folder = '';
let path = '';
let server: Server;
const accepted: Socket[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wschaos-dial-'));
  path = join(folder, 'stdio');
  server = createServer((socket) => accepted.push(socket)).listen(path);
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of accepted.splice(0)) socket.destroy();
  server.close();
  rmSync(folder, { recursive: true });
});

test('each file descriptor of a start has a connection that names it', async () => {
  const { stdin, stdout, stderr, pipes } = await dialStdio(path, 12, 2);
  const all = [stdin, stdout, stderr, ...pipes];
  while (accepted.length < 5) await once(server, 'connection');
  const names = await Promise.all(accepted.map((socket) => readLines(socket).next()));
  expect(names.sort()).toEqual(['12 0', '12 1', '12 2', '12 3', '12 4']);
  for (const socket of all) socket.destroy();
});

test('output that is over before anybody listens is still heard', async () => {
  const { stdin, stdout, stderr } = await dialStdio(path, 1, 0);
  while (accepted.length < 3) await once(server, 'connection');
  const names = await Promise.all(accepted.map((socket) => readLines(socket).next()));
  const theirs = accepted[names.indexOf('1 1')];
  theirs?.end('all\n');
  // Another connection, dialled and answered, lets the loop go round.
  const other = await dialStdio(path, 2, 0);
  other.stdin.destroy();
  expect([stdout.readableEnded, stdout.closed]).toEqual([false, false]);
  const closed = once(stdout, 'close');
  expect(await readLines(stdout).next()).toBe('all');
  await closed;
  for (const socket of [stdin, stderr, other.stdout, other.stderr]) socket.destroy();
});

test('where nobody listens it fails, and leaves no connection', async () => {
  await expect(dialStdio(join(folder, 'nothing'), 1, 1)).rejects.toMatchObject({ code: 'ENOENT' });
});
