import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProcessGuard } from '../../../src/runner/subject/process-guard.ts';
import { readLines, repositoryRoot, sourceProgram, sourceUrl } from './programs.ts';

/** A client that wants to live on: deaf to signals and to the end of its input. It holds fd 3 open as a sign of life. */
const stubborn = `process.on('SIGTERM', () => {}); process.on('SIGHUP', () => {}); setInterval(() => {}, 1000); console.log('up');`;

/** A program that starts the stubborn client under a guard and then does as told. */
const parentSource = (afterwards: string): string => `
  import { spawn } from 'node:child_process';
  import { once } from 'node:events';
  import { createProcessGuard } from ${sourceUrl('runner/subject/process-guard.ts')};
  const guard = createProcessGuard();
  const client = spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { detached: true, stdio: ['pipe', 'pipe', 'ignore', 3] });
  guard.watch(client.pid);
  await once(client.stdout, 'data');
  console.log('watching');
  ${afterwards}`;

function startParent(afterwards: string) {
  const [command = '', ...args] = sourceProgram(parentSource(afterwards));
  const parent = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const signOfLife = parent.stdio[3];
  if (!(signOfLife instanceof Socket) || parent.stdout === null) throw new Error('the pipes were not made');
  // Ends when the last process that holds it has ended: the parent and its client.
  const allGone = once(signOfLife.resume(), 'close');
  return { parent, lines: readLines(parent.stdout), allGone };
}

describe('a process guard', () => {
  test.each([
    ['is killed with SIGKILL', 'SIGKILL', 'setInterval(() => {}, 1000);'],
    ['crashes', null, `throw new Error('boom');`],
    ['leaves by process.exit', null, 'process.exit(0);'],
  ] as const)('kills a client that will not go when its parent %s', async (_how, signal, afterwards) => {
    const { parent, lines, allGone } = startParent(afterwards);
    expect(await lines.next()).toBe('watching');
    if (signal !== null) parent.kill(signal);
    await allGone;
    expect(parent.exitCode !== null || parent.signalCode !== null).toBe(true);
  });

  test('does not keep its parent alive', async () => {
    const { parent, allGone } = startParent('client.unref(); client.stdin.unref(); client.stdout.destroy();');
    const [code] = await once(parent, 'exit');
    expect(code).toBe(0);
    await allGone;
  });

  test('starts no process until there is something to watch', async () => {
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

  test('kills what it still watches when it is closed, and not what was released', async () => {
    const guard = createProcessGuard();
    const kept = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const released = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const keptExit = once(kept, 'exit');
    // One that a fault had stopped dies, too.
    kept.kill('SIGSTOP');
    guard.watch(kept.pid ?? 0);
    guard.watch(released.pid ?? 0)();
    await guard.close();
    expect(await keptExit).toEqual([null, 'SIGKILL']);
    expect(released.kill(0)).toBe(true);
    released.kill('SIGKILL');
  });
});
