import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { isGroupAlive } from '../../../src/runner/subject/process-group.ts';
import type {
  GuardReady,
  GuardReply,
  GuardRequest,
  StartRequest,
} from '../../../src/runner/subject/process-guard-contract.ts';
import { readLines } from './programs.ts';

const program = fileURLToPath(new URL('../../../src/runner/subject/process-guard-main.ts', import.meta.url));

const sockets: Socket[] = [];
const guards: { readonly guard: ChildProcess; readonly exit: Promise<unknown> }[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  // One that was killed would leave its folder.
  for (const { guard, exit } of guards.splice(0)) {
    guard.stdin?.end();
    await exit;
  }
});

function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'wschaos-guard-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  writeFileSync(join(path, 'file'), 'content');
  return path;
}

async function startGuard(env: NodeJS.ProcessEnv = {}) {
  const guard = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = readLines(guard.stdout);
  const exit = once(guard, 'exit');
  guards.push({ guard, exit });
  const hear = async (): Promise<GuardReply> => JSON.parse(await lines.next());
  const { path } = (await hear()) as GuardReady;
  return {
    guard,
    path,
    hear,
    exit,
    tell: (...requests: readonly GuardRequest[]) => {
      for (const request of requests) guard.stdin.write(`${JSON.stringify(request)}\n`);
    },
    end: () => guard.stdin.end(),
    async dial(name: string) {
      const socket = connect(path);
      sockets.push(socket);
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(name);
      return socket;
    },
  };
}

const asks = (id: number, command: readonly string[], extraPipes = 0): StartRequest => ({
  kind: 'start',
  id,
  command,
  cwd: '/',
  env: { PATH: process.env.PATH },
  extraPipes,
});

/** Starts `sleep`, as the program with this id. */
async function startSleep({ dial, tell, hear }: Awaited<ReturnType<typeof startGuard>>, id: number): Promise<number> {
  await Promise.all([0, 1, 2].map((fd) => dial(`${id} ${fd}\n`)));
  tell(asks(id, ['sleep', '1000']));
  const reply = await hear();
  return reply.kind === 'started' ? reply.pid : Number.NaN;
}

describe("the process guard's program", () => {
  test('starts a program on the connections that were dialled for it, whichever comes first', async () => {
    const { dial, tell, hear } = await startGuard();
    const stdout = await dial('7 1\n');
    tell(asks(7, ['sh', '-c', 'read line; echo "$line" back; exit 3']));
    const stderr = await dial('7 2\n');
    // In two parts.
    const stdin = await dial('7 ');
    stdin.write('0\n');
    expect(await hear()).toEqual({ kind: 'started', id: 7, pid: expect.any(Number) });
    const before = process.hrtime.bigint();
    stdin.write('there and\n');
    expect(await readLines(stdout).next()).toBe('there and back');
    const exit = await hear();
    expect(exit).toEqual({ kind: 'exited', id: 7, code: 3, signal: null, t: expect.stringMatching(/^\d+$/) });
    const stamp = exit.kind === 'exited' ? BigInt(exit.t) : 0n;
    expect(stamp > before && stamp < process.hrtime.bigint()).toBe(true);
    if (!stderr.resume().closed) await once(stderr, 'close');
  });

  test('says what the system refuses', async () => {
    const { dial, tell, hear } = await startGuard();
    for (const fd of [0, 1, 2]) await dial(`1 ${fd}\n`);
    tell(asks(1, ['no-such-program']));
    expect(await hear()).toEqual({ kind: 'refused', id: 1, code: 'ENOENT' });
    for (const fd of [0, 1, 2]) await dial(`2 ${fd}\n`);
    tell(asks(2, ['a\0b']));
    expect(await hear()).toEqual({ kind: 'refused', id: 2, code: 'ERR_INVALID_ARG_VALUE' });
  });

  test('kills the groups that were not forgotten when its input ends, and then ends itself', async () => {
    const guard = await startGuard();
    const [one, two] = [await startSleep(guard, 1), await startSleep(guard, 2)];
    // One that a fault had stopped dies, too.
    process.kill(one, 'SIGSTOP');
    guard.tell({ kind: 'forget-program', id: 2 });
    guard.end();
    expect(await guard.hear()).toMatchObject({ kind: 'exited', id: 1, signal: 'SIGKILL' });
    // It waits for what it has started, but not for ever.
    expect(await guard.exit).toEqual([0, null]);
    expect([isGroupAlive(one), isGroupAlive(two)]).toEqual([false, true]);
    process.kill(two, 'SIGKILL');
  });

  test('removes the folders that were added and not taken back', async () => {
    const [kept, removed] = [makeFolder(), makeFolder()];
    const { tell, end, exit } = await startGuard();
    tell({ kind: 'watch-folder', path: kept }, { kind: 'watch-folder', path: removed });
    tell({ kind: 'forget-folder', path: kept });
    end();
    expect(await exit).toEqual([0, null]);
    expect([existsSync(kept), existsSync(removed)]).toEqual([true, false]);
  });

  test('takes in connections where nobody else may, and leaves nothing there', async () => {
    const { path, end, exit } = await startGuard();
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    end();
    await exit;
    expect(existsSync(dirname(path))).toBe(false);
  });

  test('finds a place for its socket where that of temporary files is too deep for one', async () => {
    const deep = join(makeFolder(), 'd'.repeat(80));
    const { path } = await startGuard({ TMPDIR: deep });
    expect(dirname(dirname(path))).toBe('/tmp');
  });

  test('finds a place for its socket where that of temporary files is not there', async () => {
    const { path } = await startGuard({ TMPDIR: '/dev/null/none', TSX_DISABLE_CACHE: '1' });
    expect(dirname(dirname(path))).toBe('/tmp');
  });

  test('is not disturbed by a connection that is none of ours', async () => {
    const guard = await startGuard();
    await guard.dial('hello\n');
    await guard.dial('1 7\n');
    (await guard.dial('1')).destroy();
    expect(await startSleep(guard, 1)).toBeGreaterThan(1);
    guard.end();
    expect(await guard.hear()).toMatchObject({ kind: 'exited' });
    expect(await guard.exit).toEqual([0, null]);
  });

  test('still clears away when nobody reads what it says', async () => {
    const guard = await startGuard();
    const pid = await startSleep(guard, 1);
    guard.guard.stdout.destroy();
    process.kill(pid, 'SIGKILL');
    const folder = makeFolder();
    guard.tell({ kind: 'watch-folder', path: folder });
    guard.end();
    expect(await guard.exit).toEqual([0, null]);
    expect(existsSync(folder)).toBe(false);
  });
});
