import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dialStdio } from '../../../src/runner/subject/dial-stdio.ts';
import { type GuardLost, type GuardProcess, startGuardProcess } from '../../../src/runner/subject/guard-process.ts';
import type { ProgramReply } from '../../../src/runner/subject/process-guard-contract.ts';
import { createDeferred, parentOf } from './programs.ts';

function start(): GuardProcess {
  const guard = startGuardProcess();
  onTestFinished(() => guard.end());
  return guard;
}

async function run(guard: GuardProcess, id: number, command: readonly string[]) {
  const { stdin, stdout, stderr } = await dialStdio((await guard.whenReady()) ?? '', id, 0);
  onTestFinished(() => {
    for (const socket of [stdin, stdout, stderr]) socket.destroy();
  });
  const replies: (ProgramReply | GuardLost)[] = [];
  const { promise: started, resolve: tellStart } = createDeferred<number>();
  const { promise: ended, resolve: tellEnd } = createDeferred<void>();
  guard.start({ kind: 'start', id, command, cwd: '/', env: process.env, extraPipes: 0 }, (reply) => {
    replies.push(reply);
    if (reply.kind === 'started') tellStart(reply.pid);
    else tellEnd();
  });
  return { replies, started, ended };
}

describe('the process behind a guard', () => {
  test('tells each start apart, up to its end', async () => {
    const guard = start();
    const [one, two] = await Promise.all([run(guard, 1, ['sh', '-c', 'exit 4']), run(guard, 2, ['no-such-program'])]);
    await Promise.all([one.ended, two.ended]);
    expect(one.replies).toMatchObject([
      { kind: 'started', id: 1 },
      { kind: 'exited', id: 1, code: 4, signal: null },
    ]);
    expect(two.replies).toEqual([{ kind: 'refused', id: 2, code: 'ENOENT' }]);
  });

  test('is told to be lost when it was killed, and its folder is cleared away', async () => {
    const guard = start();
    const path = (await guard.whenReady()) ?? '';
    const { replies, started, ended } = await run(guard, 1, ['sleep', '1000']);
    const pid = await started;
    onTestFinished(() => void process.kill(pid, 'SIGKILL'));
    process.kill(parentOf(pid), 'SIGKILL');
    await ended;
    expect(replies).toMatchObject([{ kind: 'started' }, { kind: 'lost' }]);
    expect(existsSync(dirname(path))).toBe(false);
    const late: (ProgramReply | GuardLost)[] = [];
    guard.start({ kind: 'start', id: 2, command: ['true'], cwd: '/', env: {}, extraPipes: 0 }, (reply) => {
      late.push(reply);
    });
    expect(late).toEqual([{ kind: 'lost' }]);
  });

  test('is never ready when it was ended before', async () => {
    const guard = startGuardProcess();
    const ending = guard.end();
    expect(typeof ((await guard.whenReady()) ?? 'none')).toBe('string');
    await ending;
    await expect(guard.end()).resolves.toBeUndefined();
  });
});
