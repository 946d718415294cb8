import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startCommandTarget } from '../../src/runner/command-target.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import type { RunningTarget, TargetProgram } from '../../src/runner/running-target.ts';

import { closedPort } from '../client/raw-server.ts';
import { createRecordingGuard, nodeProgram, repositoryRoot } from './subject/programs.ts';

/** An echo server that greets with its process id. */
const greeter = (port: number, more = ''): string => `
  const { WebSocketServer } = require('ws');
  const server = new WebSocketServer({ host: '127.0.0.1', port: ${port} });
  server.on('connection', (socket) => { socket.send(String(process.pid)); socket.on('message', (data) => socket.send(data)); });
  process.stdin.resume().on('end', () => process.exit());
  ${more}`;

interface Rig extends AsyncDisposable {
  readonly target: RunningTarget;
  readonly program: TargetProgram;
  readonly guard: ReturnType<typeof createRecordingGuard>;
  dial(): Promise<{ readonly socket: WebSocket; readonly pid: number }>;
  act(what: Parameters<TargetProgram['perform']>[0]): Promise<void>;
}

async function startRig(source: (port: number) => string, ready?: string): Promise<Rig> {
  const port = await closedPort();
  const url = `ws://127.0.0.1:${port}`;
  const guard = createRecordingGuard();
  const target = await startCommandTarget(
    { kind: 'command', command: nodeProgram(source(port)), url, ready, cwd: repositoryRoot },
    { clock: realClock, guard, signal: new AbortController().signal },
  );
  const { program } = target;
  if (program === undefined) throw new Error('a command has a process');
  return {
    target,
    program,
    guard,
    async dial() {
      const socket = new WebSocket(url);
      const [data] = await once(socket, 'message');
      return { socket, pid: Number(String(data)) };
    },
    act: (what) => new Promise((resolve) => program.perform(what, resolve)),
    async [Symbol.asyncDispose]() {
      await target.close();
      expect(guard.watched.size).toBe(0);
    },
  };
}

describe('a server that a fault', () => {
  test.each(['kill', 'terminate'] as const)('ends (%s) is down until it is started again', async (what) => {
    await using rig = await startRig(greeter);
    const { socket, pid } = await rig.dial();
    const closed = once(socket, 'close');
    await rig.act(what);
    expect(rig.program.isDown).toBe(true);
    expect((await closed)[0]).toBe(1006);
    await rig.act('start');
    expect(rig.program.isDown).toBe(false);
    const again = await rig.dial();
    expect(again.pid).not.toBe(pid);
    again.socket.terminate();
    expect(rig.target.ended.aborted).toBe(false);
  });

  test('stops answers nothing, keeps its connections, and goes on', async () => {
    await using rig = await startRig(greeter);
    const { socket, pid } = await rig.dial();
    await rig.act('pause');
    const received: string[] = [];
    socket.on('message', (data) => received.push(String(data)));
    socket.send('are you there');
    // Its kernel accepts for it, and nobody answers: that a dial gets no further is all that can be seen.
    const second = new WebSocket(rig.target.url, { handshakeTimeout: 300 });
    await once(second, 'error');
    expect(received).toEqual([]);
    const answered = once(socket, 'message');
    await rig.act('resume');
    await answered;
    expect(received).toEqual(['are you there']);
    expect((await rig.dial().then(({ socket: last, pid: now }) => [last.terminate(), now]))[1]).toBe(pid);
    socket.terminate();
    expect(rig.program.isDown).toBe(false);
  });

  test('left down or stopped is restored, for the next iteration', async () => {
    await using rig = await startRig(greeter);
    await rig.act('kill');
    await rig.program.restore();
    const first = await rig.dial();
    await rig.act('pause');
    await rig.program.restore();
    const second = await rig.dial();
    expect(second.pid).toBe(first.pid);
    await rig.act('pause');
    await rig.act('kill');
    await rig.program.restore();
    expect((await rig.dial()).pid).not.toBe(first.pid);
  });

  test('kills while it starts stays down until it is started once more', async () => {
    await using rig = await startRig(greeter);
    await rig.act('kill');
    let started = 0;
    rig.program.perform('start', () => started++);
    // Of its groups the second one is new.
    await expect.poll(() => rig.guard.watched.size, { interval: 1 }).toBe(0);
    await expect.poll(() => rig.guard.watched.size, { interval: 1 }).toBe(1);
    await rig.act('kill');
    await rig.act('start');
    expect(started).toBe(0);
    expect((await rig.dial()).pid).toBeGreaterThan(0);
    expect(rig.target.ended.aborted).toBe(false);
  });
});

test('starting a server that is up does nothing', async () => {
  await using rig = await startRig(greeter);
  const before = await rig.dial();
  await rig.act('start');
  expect((await rig.dial()).pid).toBe(before.pid);
});

test('a server that ends by itself between faults has ended', async () => {
  await using rig = await startRig((port) => greeter(port, `server.on('connection', () => process.exit(5));`));
  await rig.act('pause');
  await rig.act('resume');
  const ended = once(rig.target.ended, 'abort');
  new WebSocket(rig.target.url).on('error', () => {});
  await ended;
  expect(rig.target.ended.reason).toMatch(/^target command .* ended with code 5/s);
  await rig.program.restore();
  expect(rig.program.isDown).toBe(false);
});

test('a server that does not come up again has ended by itself', async () => {
  // Its port is taken when it is started a second time.
  await using rig = await startRig(
    (port) => greeter(port, `server.on('listening', () => console.log('all' + 'set'));`),
    'allset',
  );
  const { port } = new URL(rig.target.url);
  await rig.act('terminate');
  const thief = createServer();
  await expect
    .poll(
      () =>
        new Promise((resolve) => thief.once('error', resolve).listen(Number(port), '127.0.0.1', () => resolve('mine'))),
    )
    .toBe('mine');
  let started = 0;
  rig.program.perform('start', () => started++);
  await once(rig.target.ended, 'abort');
  expect(rig.target.ended.reason).toMatch(/ ended with code 1 .*, before it was up$/s);
  expect(started).toBe(0);
  thief.close();
});

test('a start that is under way is given up when the target is closed', async () => {
  const rig = await startRig(greeter);
  await rig.act('kill');
  rig.program.perform('start', () => {});
  await rig.target.close();
  expect(rig.guard.watched.size).toBe(0);
});
