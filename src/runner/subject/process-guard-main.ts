import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { GuardReply, GuardRequest, StartRequest } from './process-guard-contract.ts';

// The program of the process guard. It starts programs, each in a process group of its own, and when its input ends, because
// whoever wrote it is gone, it kills the groups and removes the folders that were not taken back. It imports nothing of ours: it
// must start fast, stay small (a fork copies the page tables) and keep running on its own.

/** What `sun_path` holds on macOS, without the NUL; Linux has four more. */
const longestPathBytes = 103;
/** How long to wait for what was killed, so that it does not stay a zombie where the first process collects nobody. */
const reapMs = 2_000;

const groups = new Map<number, number>();
const folders = new Set<string>();
const requests = new Map<number, StartRequest>();
/** Connections whose program was not started yet, by `ID FD`. */
const waiting = new Map<string, Socket>();
let isOver = false;

/** Only its owner may enter it. */
function makeFolder(): string {
  const name = 'wschaos-guard-';
  const isShort = Buffer.byteLength(join(tmpdir(), `${name}XXXXXX`, 'stdio')) <= longestPathBytes;
  try {
    if (isShort) return mkdtempSync(join(tmpdir(), name));
  } catch {
    // It is not there, or not ours to write to.
  }
  return mkdtempSync(join('/tmp', name));
}

const tell = (reply: GuardReply): void => void process.stdout.write(`${JSON.stringify(reply)}\n`);
const ignoreErrors = (stream: Duplex): void => void stream.on('error', () => {});

/**
 * A pipe as Node makes it blocks, and a connection that is handed down would not (libuv makes only fd 0 to 2 blocking): what
 * reads it by plain `read`, as Chromium does, would take EAGAIN for its end.
 */
function relay(socket: Socket, pipe: Duplex): void {
  ignoreErrors(pipe);
  socket.pipe(pipe).pipe(socket);
  pipe.once('close', () => socket.end());
  socket.once('close', () => pipe.destroy());
}

function startProgram({ id, command, cwd, env }: StartRequest, sockets: readonly Socket[]): void {
  const [program = '', ...args] = command;
  const [own, extra] = [sockets.slice(0, 3), sockets.slice(3)];
  const refuse = (error: Error): void => {
    tell({ kind: 'refused', id, code: 'code' in error ? String(error.code) : String(error) });
    for (const socket of extra) socket.destroy();
  };
  let child: ChildProcess | undefined;
  try {
    child = spawn(program, args, { cwd, env, detached: true, stdio: [...own, ...extra.map(() => 'pipe' as const)] });
    const { pid } = child;
    if (pid !== undefined) {
      groups.set(id, pid);
      tell({ kind: 'started', id, pid });
    }
    child.on('error', (error) => {
      if (pid === undefined) refuse(error);
    });
    child.once('exit', (code, signal) => {
      tell({ kind: 'exited', id, code, signal, t: String(process.hrtime.bigint()) });
    });
    for (const [place, socket] of extra.entries()) {
      const pipe = child.stdio[place + 3];
      if (pipe instanceof Socket) relay(socket, pipe);
    }
  } catch (error) {
    refuse(error instanceof Error ? error : new Error(String(error)));
  }
  // The program has copies of its own, and nobody would notice its end while ours are open.
  for (const socket of own) socket.destroy();
}

/** Starts the program once both its request and all of its connections are there. */
function tryStart(id: number): void {
  const request = requests.get(id);
  if (request === undefined || isOver) return;
  const names = Array.from({ length: 3 + request.extraPipes }, (_, fd) => `${id} ${fd}`);
  const sockets = names.map((name) => waiting.get(name)).filter((socket) => socket !== undefined);
  if (sockets.length < names.length) return;
  requests.delete(id);
  for (const name of names) waiting.delete(name);
  startProgram(request, sockets);
}

const server = createServer((socket) => {
  ignoreErrors(socket);
  let name = '';
  const read = (chunk: Buffer): void => {
    name += chunk.toString();
    if (!name.endsWith('\n')) return;
    // Nobody writes to a program that was not started, so this was all.
    socket.off('data', read).pause();
    name = name.trimEnd();
    waiting.set(name, socket);
    tryStart(Number.parseInt(name, 10));
  };
  socket.on('data', read);
  socket.once('close', () => {
    if (waiting.get(name) === socket) waiting.delete(name);
  });
});

function perform(request: GuardRequest): void {
  switch (request.kind) {
    case 'start':
      requests.set(request.id, request);
      tryStart(request.id);
      break;
    case 'forget-program':
      groups.delete(request.id);
      break;
    case 'watch-folder':
      folders.add(request.path);
      break;
    case 'forget-folder':
      folders.delete(request.path);
      break;
  }
}

function end(): void {
  isOver = true;
  for (const group of groups.values()) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  server.close();
  for (const socket of waiting.values()) socket.destroy();
  for (const path of folders) {
    try {
      // What was killed may write for another moment.
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch {
      // The others are to go all the same.
    }
  }
  setTimeout(() => process.exit(), reapMs).unref();
}

// Nobody reads any more: the end of the input is on its way.
process.stdout.on('error', () => {});
const fail = (error: unknown): void => {
  tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
  end();
  // Nothing keeps it any more.
  process.stdin.destroy();
};
server.on('error', fail);
try {
  const folder = makeFolder();
  folders.add(folder);
  const path = join(folder, 'stdio');
  server.listen(path, () => tell({ kind: 'ready', path }));
} catch (error) {
  fail(error);
}
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => perform(JSON.parse(line)));
lines.once('close', end);
