import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { realClock } from '../../src/runner/real-clock.ts';
import type { ForeignTargetOptions } from '../../src/runner/running-target.ts';
import { startBuiltinTarget, startForeignTarget } from '../../src/runner/start-target.ts';
import { startServer } from '../../src/server/start-server.ts';
import { closedPort, startRawServer } from '../client/raw-server.ts';
import { selfSigned } from '../client/self-signed.ts';

import { createRecordingGuard, nodeProgram, repositoryRoot } from './subject/programs.ts';

const clock = realClock;

function setUp(more: Partial<ForeignTargetOptions> = {}) {
  const guard = createRecordingGuard();
  const options = { clock, guard, signal: new AbortController().signal, ...more };
  return {
    guard,
    url: (url: string, rejectUnauthorized = true) =>
      startForeignTarget({ kind: 'url', url, headers: { 'x-a': 'b' }, rejectUnauthorized }, options),
    command: (source: string, url: string, ready?: string) =>
      startForeignTarget({ kind: 'command', command: nodeProgram(source), url, ready, cwd: repositoryRoot }, options),
  };
}

const serverAt = (port: number, more = ''): string =>
  `const { WebSocketServer } = require('ws');
   const server = new WebSocketServer({ host: '127.0.0.1', port: ${port} });
   server.on('listening', () => console.log('up and running')); ${more}`;

test('a built-in server counts both ends of its messages', async () => {
  const counted: string[] = [];
  const target = await startBuiltinTarget({ kind: 'builtin', server: 'ticker', intervalMs: 10 }, clock, {
    onSent: (stream, sequence) => counted.push(`sent ${stream} ${sequence}`),
    onDelivered: (stream, sequence) => counted.push(`delivered ${stream} ${sequence}`),
  });
  const socket = new WebSocket(target.url);
  await once(socket, 'open');
  socket.send(JSON.stringify({ c: 'me', g: 1, s: 1, k: 'up', t: '0' }));
  await once(socket, 'message');
  await expect.poll(() => counted).toEqual(expect.arrayContaining(['sent connection-1 1', 'delivered me 1']));
  const closed = once(socket, 'close');
  await target.close();
  await closed;
  expect(target.ended.aborted).toBe(false);
});

describe('a server at a URL', () => {
  test('is there when something accepts, and stays when the case is over', async () => {
    await using server = await startServer({ kind: 'echo', clock });
    const target = await setUp().url(server.url);
    expect(target).toMatchObject({ url: server.url, headers: { 'x-a': 'b' }, rejectUnauthorized: true });
    await target.close();
    expect((await setUp().url(server.url)).url).toBe(server.url);
  });

  test('is unreachable when nobody does', async () => {
    const port = await closedPort();
    await expect(setUp().url(`ws://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'target.unreachable',
      message: `target ws://127.0.0.1:${port} is not reachable: connect ECONNREFUSED 127.0.0.1:${port}`,
      hint: 'Start the server first, or name another with --target.',
    });
  });

  test('is unreachable when its certificate is not trusted, unless the case says otherwise', async () => {
    await using server = await startServer({ kind: 'echo', clock, tls: selfSigned });
    await expect(setUp().url(server.url)).rejects.toMatchObject({
      code: 'target.unreachable',
      message: expect.stringContaining('self-signed certificate'),
    });
    expect((await setUp().url(server.url, false)).rejectUnauthorized).toBe(false);
  });

  test('is no longer asked when the run is broken off', async () => {
    const controller = new AbortController();
    // Accepts and never says a word of TLS.
    await using server = await startRawServer(() => controller.abort(new Error('enough')));
    const { url } = setUp({ signal: controller.signal });
    await expect(url(`wss://127.0.0.1:${server.port}`)).rejects.toThrow('enough');
    await expect(url(`ws://127.0.0.1:${server.port}`)).rejects.toThrow('enough');
  });
});

describe('a server that is a command', () => {
  test('is up when its port accepts, finds our environment, and is gone after its end', async () => {
    const port = await closedPort();
    const { command, guard } = setUp();
    const target = await command(
      `if (process.env.PATH === undefined) process.exit(9); ${serverAt(port)}`,
      `ws://127.0.0.1:${port}`,
    );
    expect(guard.watched.size).toBe(1);
    await target.close();
    expect(guard.watched.size).toBe(0);
    await expect(setUp().url(`ws://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'target.unreachable' });
  });

  test('is up when it prints its sign', async () => {
    const { command, guard } = setUp();
    const target = await command(
      `console.error('Server up, port 1'); setInterval(() => {}, 1000);`,
      'ws://127.0.0.1:1',
      'up, port',
    );
    await target.close();
    expect(guard.watched.size).toBe(0);
  });

  test('tells when it ends by itself', async () => {
    const { command, guard } = setUp();
    const target = await command(
      `process.on('SIGUSR2', () => { console.log('out of memory'); process.exit(3); });
       process.stdin.resume(); console.log('ready');`,
      'ws://127.0.0.1:1',
      'ready',
    );
    for (const pid of guard.watched) process.kill(pid, 'SIGUSR2');
    await once(target.ended, 'abort');
    expect(target.ended.reason).toMatch(/^target command .* ended with code 3 \(out of memory\)$/s);
    await target.close();
  });

  test.each([
    ['is up when its port accepts', undefined],
    ['is up when it prints its sign', 'elsewhere'],
  ])('and %s is not started where somebody else listens', async (_what, ready) => {
    await using stranger = await startServer({ kind: 'echo', clock });
    const { command, guard } = setUp();
    // One that would take another port and live on.
    const source = `console.log('elsewhere'); setInterval(() => {}, 1000)`;
    await expect(command(source, stranger.url, ready)).rejects.toMatchObject({
      code: 'target.occupied',
      message: `something else already listens at ${stranger.url}; the target command was not started`,
    });
    expect(guard.watched.size).toBe(0);
  });

  const refusing = async () => `ws://127.0.0.1:${await closedPort()}`;

  test('has failed when it ends before it is up', async () => {
    const { command, guard } = setUp();
    const source = `console.log('no configuration'); process.exit(2);`;
    await expect(command(source, await refusing())).rejects.toMatchObject({
      code: 'target.exited',
      message: `target command ${nodeProgram(source).join(' ')} ended with code 2 (no configuration), before it was up`,
    });
    expect(guard.watched.size).toBe(0);
  });

  test('has failed when it is killed before it is up', async () => {
    const source = `process.kill(process.pid, 'SIGKILL')`;
    await expect(setUp().command(source, await refusing())).rejects.toThrow(
      `target command ${nodeProgram(source).join(' ')} was killed by SIGKILL, before it was up`,
    );
  });

  test.each([
    ['accepts no connection', undefined, 'accept connections at URL'],
    ['does not print its sign', 'ready', 'print "ready"'],
  ])('has failed when it %s in time', async (_what, ready, awaited) => {
    const { command, guard } = setUp({ startLimitMs: 300 });
    const source = 'setInterval(() => {}, 1000)';
    const url = await refusing();
    await expect(command(source, url, ready)).rejects.toMatchObject({
      code: 'target.unreachable',
      message: `target command ${nodeProgram(source).join(' ')} did not ${awaited.replace('URL', url)} within 300 ms`,
    });
    expect(guard.watched.size).toBe(0);
  });

  test('is not found', async () => {
    const { guard } = setUp();
    const spec = {
      kind: 'command',
      command: ['no-such-server'],
      url: 'ws://127.0.0.1:1',
      ready: undefined,
      cwd: '/',
    } as const;
    const signal = new AbortController().signal;
    await expect(startForeignTarget(spec, { clock, guard, signal })).rejects.toMatchObject({
      code: 'target.not-found',
      message: 'the target command was not found: no-such-server',
    });
  });

  test('is ended when the run is broken off before it is up', async () => {
    const controller = new AbortController();
    const { command, guard } = setUp({ signal: controller.signal });
    const started = command('setInterval(() => {}, 1000)', 'ws://127.0.0.1:1', 'never');
    await expect.poll(() => guard.watched.size).toBe(1);
    controller.abort(new Error('enough'));
    await expect(started).rejects.toThrow('enough');
    expect(guard.watched.size).toBe(0);
    await expect(command('', 'ws://127.0.0.1:1')).rejects.toThrow('enough');
  });
});
