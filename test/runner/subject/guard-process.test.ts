import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ownProgram } from '../../../src/runner/own-program.ts';
import { dialStdio } from '../../../src/runner/subject/dial-stdio.ts';
import {
  type GuardLost,
  type GuardProcess,
  type GuardProcessOptions,
  startGuardProcess,
} from '../../../src/runner/subject/guard-process.ts';
import type { ProgramReply } from '../../../src/runner/subject/process-guard-contract.ts';
import { makeFolder } from '../../cli/test-io.ts';
import { createDeferred, parentOf } from './programs.ts';

function start(options: GuardProcessOptions = {}): GuardProcess {
  const guard = startGuardProcess(options);
  onTestFinished(() => guard.end());
  return guard;
}

async function pathOf(guard: GuardProcess): Promise<string> {
  const ready = await guard.whenReady();
  if (ready.kind === 'lost') throw new Error(ready.why);
  return ready.path;
}

const beside = new URL('../../../src/runner/subject/guard-process.ts', import.meta.url).href;
const program = ownProgram('process-guard-main', beside);

async function run(guard: GuardProcess, id: number, command: readonly string[]) {
  const { stdin, stdout, stderr } = await dialStdio(await pathOf(guard), id, 0);
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
    const path = await pathOf(guard);
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
    expect(late).toEqual([{ kind: 'lost', why: 'the process that starts programs was ended from outside' }]);
  });

  test('is ready no more once it was ended, which may be asked for again', async () => {
    const guard = startGuardProcess();
    await guard.end();
    expect(await guard.whenReady()).toMatchObject({ kind: 'lost' });
    await expect(guard.end()).resolves.toBeUndefined();
  });

  test('loads nothing that the user has every Node load, and its programs do', async () => {
    const folder = makeFolder({ 'note.cjs': "require('node:fs').appendFileSync(__dirname + '/notes', 'loaded');" });
    vi.stubEnv('NODE_OPTIONS', `--require ${folder}/note.cjs`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const guard = start();
    const { ended } = await run(guard, 1, [process.execPath, '-e', '']);
    await ended;
    expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('loaded');
  });

  test('is understood although something else prints where it speaks', async () => {
    const [node = '', ...args] = program.command;
    const noise = ['loud', '{', 'null', '7', '{}'].map((line) => `echo '${line}'`).join('; ');
    const guard = start({ program: { ...program, command: ['sh', '-c', `${noise}; exec "$0" "$@"`, node, ...args] } });
    const { ended, replies } = await run(guard, 1, ['true']);
    await ended;
    expect(replies).toMatchObject([{ kind: 'started' }, { kind: 'exited', code: 0 }]);
  });

  test('that may write nowhere says so', async () => {
    const [node = '', ...args] = program.command;
    const flags = ['--experimental-permission', '--allow-fs-read=*', '--allow-worker', '--allow-child-process'];
    const guard = start({
      program: {
        ...program,
        command: ['env', 'TSX_DISABLE_CACHE=1', 'TMPDIR=/dev/null/none', node, ...flags, ...args],
      },
    });
    expect(await guard.whenReady()).toEqual({
      kind: 'lost',
      why: expect.stringMatching(/^the process that starts programs cannot do so: .*(access|permission)/i),
    });
  });

  test('that does not get ready is given up', async () => {
    const guard = start({ program: { command: ['sleep', '1000'], cwd: '/' }, readyLimitMs: 100 });
    const why = 'the process that starts programs was not ready after 0.1 s';
    expect(await guard.whenReady()).toEqual({ kind: 'lost', why });
  });

  test('that does not end is killed', async () => {
    const guard = startGuardProcess({ program: { command: ['sleep', '1000'], cwd: '/' }, endLimitMs: 100 });
    await expect(guard.end()).resolves.toBeUndefined();
  });
});
