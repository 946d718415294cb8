import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isGroupAlive } from '../../../src/runner/subject/process-group.ts';
import {
  createProcessGuard,
  type GuardedProgram,
  type ProcessGuard,
} from '../../../src/runner/subject/process-guard.ts';
import { parentOf, readLines, repositoryRoot, sourceProgram, sourceUrl } from './programs.ts';

/** A client that wants to live on: deaf to signals and to the end of its input. */
const stubborn = `process.on('SIGTERM', () => {}); process.on('SIGHUP', () => {}); setInterval(() => {}, 1000); console.log('up');`;

/** A program that starts two such clients under a guard, says where it is, and does as told. */
const parentSource = (afterwards: string): string => `
  import { createProcessGuard } from ${sourceUrl('runner/subject/process-guard.ts')};
  const guard = createProcessGuard();
  const start = () => guard.start({ command: [process.execPath, '-e', ${JSON.stringify(stubborn)}], cwd: '/', env: process.env, extraPipes: 1 });
  const first = start();
  console.log('asked');
  const { stdio } = await first;
  console.log('started');
  start();
  await new Promise((resolve) => stdio.stdout.once('data', resolve));
  console.log('up');
  ${afterwards}`;

/** Their folders and processes are known by the name of a folder of the test's. */
function startParent(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'wschaos-parent-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [command = '', ...args] = sourceProgram(source);
  const parent = spawn(command, args, {
    cwd: repositoryRoot,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exit = once(parent, 'exit');
  const listProcesses = (): readonly string[] =>
    readdirSync('/proc').filter((id) => {
      try {
        return /^\d+$/.test(id) && readFileSync(`/proc/${id}/environ`, 'latin1').includes(folder);
      } catch {
        return false;
      }
    });
  const listFolders = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('wschaos-'));
  return { parent, lines: readLines(parent.stdout), exit, left: () => [listProcesses(), listFolders()].flat() };
}

const wait = 'setInterval(() => {}, 1000);';

describe('a process guard', () => {
  test.each([
    ['was killed while it waits for its first client', 'asked', 'SIGKILL', wait],
    ['was killed when its first client has started', 'started', 'SIGKILL', wait],
    ['was killed when its clients run', 'up', 'SIGKILL', wait],
    ['crashes', 'up', null, `throw new Error('boom');`],
    ['leaves by process.exit', 'up', null, 'process.exit(0);'],
  ] as const)('leaves neither process nor folder behind a parent that %s', async (_how, moment, signal, afterwards) => {
    const { parent, lines, exit, left } = startParent(parentSource(afterwards));
    while ((await lines.next()) !== moment);
    if (signal !== null) parent.kill(signal);
    await exit;
    await expect.poll(left, { timeout: 20_000, interval: 20 }).toEqual([]);
  });

  test('does not keep its parent alive', async () => {
    const { exit, left } = startParent(`
      import { createProcessGuard } from ${sourceUrl('runner/subject/process-guard.ts')};
      const guard = createProcessGuard();
      guard.watchFolder('/nowhere');
      const { exited } = await guard.start({ command: ['true'], cwd: '/', env: process.env, extraPipes: 0 });
      await exited;`);
    expect(await exit).toEqual([0, null]);
    await expect.poll(left, { timeout: 20_000, interval: 20 }).toEqual([]);
  });

  test('starts no process until there is something to do', async () => {
    await expect(createProcessGuard().close()).resolves.toBeUndefined();
  });

  test('removes the folders that it still watches when it is closed', async () => {
    const guard = createProcessGuard();
    const [kept, removed] = ['kept', 'removed'].map((name) => mkdtempSync(join(tmpdir(), `wschaos-${name}-`)));
    onTestFinished(() => rmSync(kept ?? '', { recursive: true }));
    guard.watchFolder(kept ?? '')();
    guard.watchFolder(removed ?? '');
    await guard.close();
    expect([existsSync(kept ?? ''), existsSync(removed ?? '')]).toEqual([true, false]);
  });

  /** Starts a program, with nobody at its output. */
  async function start(guard: ProcessGuard, command: readonly string[]): Promise<GuardedProgram> {
    const outcome = await guard.start({ command, cwd: '/', env: process.env, extraPipes: 0 });
    if (outcome.kind !== 'started') throw new Error(JSON.stringify(outcome));
    onTestFinished(() => {
      for (const socket of Object.values(outcome.stdio)) if (socket instanceof Socket) socket.destroy();
    });
    return outcome;
  }

  test('kills what it still watches when it is closed, and not what was released', async () => {
    const guard = createProcessGuard();
    const [kept, released] = [await start(guard, ['sleep', '1000']), await start(guard, ['sleep', '1000'])];
    released.release();
    await guard.close();
    expect(await kept.exited).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect([isGroupAlive(kept.pid), isGroupAlive(released.pid)]).toEqual([false, true]);
    process.kill(released.pid, 'SIGKILL');
  });

  test('starts a whole fleet that asks at once', async () => {
    const guard = createProcessGuard();
    onTestFinished(() => guard.close());
    const programs = await Promise.all(Array.from({ length: 200 }, () => start(guard, ['true'])));
    const ends = await Promise.all(programs.map(({ exited }) => exited));
    expect(new Set(programs.map(({ pid }) => pid)).size).toBe(200);
    expect(ends.filter((end) => !('code' in end && end.code === 0))).toEqual([]);
  });

  test('that was itself killed takes with it what runs, and says at the next start why there is none', async () => {
    const guard = createProcessGuard();
    onTestFinished(() => guard.close());
    const { pid, exited } = await start(guard, ['sleep', '1000']);
    process.kill(parentOf(pid), 'SIGKILL');
    expect(await exited).toEqual({ kind: 'lost', why: 'the process that starts programs was ended from outside' });
    await expect.poll(() => isGroupAlive(pid)).toBe(false);
    expect(await guard.start({ command: ['true'], cwd: '/', env: {}, extraPipes: 0 })).toEqual({
      kind: 'unguarded',
      why: 'the process that starts programs was ended from outside',
    });
  });

  test('that does not answer is killed, with what it has started, and starts nothing more', async () => {
    const guard = createProcessGuard({ answerLimitMs: 200, endLimitMs: 200 });
    onTestFinished(() => guard.close());
    const { pid, exited } = await start(guard, ['sleep', '1000']);
    process.kill(parentOf(pid), 'SIGSTOP');
    const request = { command: ['true'], cwd: '/', env: {}, extraPipes: 0 };
    const why = 'the process that starts programs did not answer within 0.2 s';
    const both = await Promise.all([guard.start(request), guard.start(request)]);
    expect(both).toEqual([1, 2].map(() => ({ kind: 'unguarded', why })));
    expect(await exited).toEqual({ kind: 'lost', why });
    await expect.poll(() => isGroupAlive(pid)).toBe(false);
  });

  test('that was stopped is closed all the same', async () => {
    const guard = createProcessGuard({ endLimitMs: 200 });
    const { pid } = await start(guard, ['sleep', '1000']);
    process.kill(parentOf(pid), 'SIGSTOP');
    await guard.close();
    await expect.poll(() => isGroupAlive(pid)).toBe(false);
  });
});
