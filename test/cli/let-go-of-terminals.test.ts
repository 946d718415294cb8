import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { spawnOnTerminal } from './spawn-on-terminal.ts';
import { makeFolder } from './test-io.ts';

test('a proxy whose terminal is closed ends in good order, and says so by its code', async () => {
  const cwd = makeFolder();
  const fifo = path.join(cwd, 'end');
  execFileSync('mkfifo', [fifo]);
  const told = readFile(fifo, 'utf8');
  const terminal = spawnOnTerminal(['proxy', 'builtin:echo'], cwd, { before: "trap '' HUP", after: 'echo $? > end' });
  await terminal.shows('? lists the keys');
  const [url = ''] = /ws:\/\/[\d.]+:\d+/.exec(terminal.screen) ?? [];
  terminal.close();
  await terminal.ended;
  // It is told of on a terminal that is none any more.
  const socket = new WebSocket(url).on('error', () => {});
  onTestFinished(() => socket.terminate());
  expect(await told).toBe('0\n');
}, 60_000);
