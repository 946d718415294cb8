import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import {
  type GroupedProcess,
  type GroupedProcessOptions,
  type ProcessEnd,
  startGroupedProcess,
} from '../../../src/runner/subject/grouped-process.ts';
import { isGroupAlive } from '../../../src/runner/subject/process-group.ts';
import { createProcessGuard } from '../../../src/runner/subject/process-guard.ts';
import { createDeferred, createRecordingGuard, nodeProgram, parentOf, readLines } from './programs.ts';

const started: GroupedProcess[] = [];
afterEach(() => Promise.all(started.splice(0).map((each) => each.end())));

async function start(command: readonly string[], options: Partial<GroupedProcessOptions> = {}) {
  const output = new PassThrough();
  const guard = createRecordingGuard();
  const { promise: ended, resolve: onEnd } = createDeferred<ProcessEnd>();
  const program = await startGroupedProcess({
    role: 'client',
    command,
    cwd: tmpdir(),
    env: process.env,
    clock: realClock,
    guard,
    onOutput: (_stream, chunk) => void output.write(chunk),
    onEnd,
    ...options,
  });
  started.push(program);
  return { program, guard, ended, lines: readLines(output) };
}

describe('a program in a group of its own', () => {
  test('is ended by SIGTERM, which it may use to tidy up', async () => {
    const { program, lines, ended } = await start(
      nodeProgram(
        `process.on('SIGTERM', () => { console.log('bye'); process.exit(7); }); setInterval(() => {}, 1e3); console.log('up');`,
      ),
    );
    expect(await lines.next()).toBe('up');
    await program.end();
    expect(await lines.next()).toBe('bye');
    expect(await ended).toMatchObject({ code: 7, signal: null });
  });

  test('finds as many more pipes as it was given, from fd 3 on', async () => {
    const { program } = await start(['sh', '-c', 'cat <&3 >&4'], { extraPipes: 2 });
    const [toProgram, fromProgram] = program.pipes;
    toProgram?.write('hello\n');
    expect(await readLines(fromProgram ?? new PassThrough()).next()).toBe('hello');
    const closed = once(fromProgram ?? new PassThrough(), 'close');
    await program.end();
    await closed;
  });

  test('hears signals, and none once it is gone', async () => {
    const { program, ended } = await start(['sleep', '1000']);
    program.signal('SIGSTOP');
    const before = realClock.now();
    program.signal('SIGKILL');
    const { code, signal, t } = await ended;
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    expect(t > before && t <= realClock.now()).toBe(true);
    expect(() => program.signal('SIGSTOP')).not.toThrow();
  });

  test('is ended by SIGTERM also when it was stopped', async () => {
    const { program, lines, ended } = await start(
      nodeProgram(
        `process.on('SIGTERM', () => { console.log('bye'); process.exit(7); }); setInterval(() => {}, 1e3); console.log('up');`,
      ),
      { graceMs: 20_000 },
    );
    expect(await lines.next()).toBe('up');
    program.signal('SIGSTOP');
    await program.end();
    expect(await lines.next()).toBe('bye');
    expect(await ended).toMatchObject({ code: 7, signal: null });
  });

  test('is ended by SIGKILL when it does not heed SIGTERM', async () => {
    const { program, lines, ended } = await start(
      nodeProgram(`process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1e3); console.log('up');`),
      { graceMs: 100 },
    );
    expect(await lines.next()).toBe('up');
    await program.end();
    expect(await lines.next()).toBe('no');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  test('takes with it what it has started, even what outlives it and ignores SIGTERM', async () => {
    const { program, lines, guard } = await start(
      ['bash', '-c', `trap '' TERM; sleep 1000 & echo up; trap - TERM; wait`],
      { graceMs: 100 },
    );
    expect(await lines.next()).toBe('up');
    expect([...guard.watched]).toEqual([program.pid]);
    await program.end();
    expect(isGroupAlive(program.pid)).toBe(false);
    expect([...guard.watched]).toEqual([]);
  });

  test('lets the whole group tidy up when its leader goes first', async () => {
    const client = `process.on('SIGTERM', () => { console.log('tidy'); process.exit(); }); setInterval(() => {}, 1e3); console.log('up');`;
    const { program, lines } = await start(['bash', '-c', `"$0" -e "$1" & wait`, process.execPath, client]);
    expect(await lines.next()).toBe('up');
    await program.end();
    expect(await lines.next()).toBe('tidy');
    expect(isGroupAlive(program.pid)).toBe(false);
  });

  test('finds its stdin open while we live, and closed when it is to end', async () => {
    const { program, lines } = await start(
      nodeProgram(
        `process.on('SIGTERM', () => {}); process.stdin.resume().on('end', () => { console.log('end'); process.exit(); }); console.log('up');`,
      ),
    );
    expect(await lines.next()).toBe('up');
    await program.end();
    expect(await lines.next()).toBe('end');
  });

  test('may be ended again and again: it is one end', async () => {
    const { program } = await start(['sleep', '1000']);
    expect(program.end()).toBe(program.end());
    await program.end();
  });

  test('has told everything when its end is told, however fast it was', async () => {
    const told: string[] = [];
    const { promise, resolve } = createDeferred<void>();
    const { guard } = await start(nodeProgram(`process.stdout.write('x'.repeat(500_000)); process.exitCode = 3;`), {
      onOutput: (_stream, chunk) => void told.push(chunk.toString()),
      onEnd: () => resolve(),
    });
    await promise;
    expect(told.join('').length).toBe(500_000);
    expect([...guard.watched]).toEqual([]);
  });

  test('is told to have ended although a process that it left behind holds its output open', async () => {
    const { ended, program } = await start(['sh', '-c', 'sleep 1000 & exit 5']);
    expect(await ended).toMatchObject({ code: 5, signal: null });
    expect(isGroupAlive(program.pid)).toBe(true);
  });

  test('gets no more than two chunks of a flood read before other work has its turn', async () => {
    let chunksInTurn = 0;
    let mostInTurn = 0;
    let bytes = 0;
    const { promise: enough, resolve } = createDeferred<void>();
    await start(['yes'], {
      onOutput(_stream, chunk) {
        bytes += chunk.length;
        if (chunksInTurn === 0) {
          setImmediate(() => {
            chunksInTurn = 0;
          });
        }
        chunksInTurn += 1;
        mostInTurn = Math.max(mostInTurn, chunksInTurn);
        if (bytes > 50_000_000) resolve();
      },
    });
    await enough;
    expect(mostInTurn).toBeLessThanOrEqual(2);
  });
});

describe('the stdio of a program', () => {
  test('blocks, as plain reads and writes expect', async () => {
    const program =
      'for (0..4) { open $fd, "+<&=", $_; print $_, fcntl($fd, F_GETFL, 0) & O_NONBLOCK ? " fails" : " blocks", "\\n" }';
    const { lines } = await start(['perl', '-MFcntl', '-e', program], { extraPipes: 2 });
    for (let fd = 0; fd < 5; fd += 1) expect(await lines.next()).toBe(`${fd} blocks`);
  });

  test('takes in all that a program writes at once', async () => {
    const megabytes = { stdout: 0, stderr: 0 };
    const { ended } = await start(['sh', '-c', 'head -c 10M /dev/zero & head -c 10M /dev/zero >&2; wait'], {
      onOutput(stream, chunk) {
        megabytes[stream] += chunk.length / 2 ** 20;
      },
    });
    expect(await ended).toMatchObject({ code: 0 });
    expect(megabytes).toEqual({ stdout: 10, stderr: 10 });
  });

  test('and its further pipes carry more than they hold', async () => {
    const { program } = await start(['sh', '-c', 'head -c 10M <&3 >&4'], { extraPipes: 2 });
    const [toProgram, fromProgram] = program.pipes;
    toProgram?.write(Buffer.alloc(10 * 2 ** 20, 'x'));
    let bytes = 0;
    fromProgram?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    const end = once(fromProgram ?? new PassThrough(), 'end');
    await end;
    expect(bytes).toBe(10 * 2 ** 20);
  });
});

describe('a program whose guard was killed', () => {
  test('ends with it, which is told, and the next one is not started', async () => {
    const guard = createProcessGuard();
    onTestFinished(() => guard.close());
    const { program, ended } = await start(['sleep', '1000'], { guard });
    process.kill(parentOf(program.pid), 'SIGKILL');
    expect(await ended).toMatchObject({
      ...{ code: null, signal: 'SIGKILL' },
      disturbed: 'the process that starts programs was ended from outside',
    });
    await program.end();
    expect(isGroupAlive(program.pid)).toBe(false);
    await expect(start(['sleep', '1000'], { guard })).rejects.toMatchObject({
      code: 'client.not-started',
      message:
        'the client command could not be started: sleep (the process that starts programs was ended from outside)',
    });
  });
});

describe('a program that cannot be started', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each([
    [
      'a program that is not in PATH',
      ['no-such-program'],
      'the client command was not found: no-such-program',
      'It is not in PATH; give its path, or install it.',
    ],
    [
      'a file that does not exist',
      ['./no-such-file'],
      'the client command was not found: ./no-such-file',
      `A relative path is taken from ${tmpdir()}; a script also needs the interpreter that its first line names.`,
    ],
  ])('is named: %s', async (_what, command, message, hint) => {
    await expect(start(command)).rejects.toMatchObject({ code: 'client.not-found', message, hint });
  });

  test('is told from a folder that does not exist', async () => {
    await expect(start(['true'], { cwd: '/no/such/folder', role: 'target' })).rejects.toMatchObject({
      code: 'target.not-found',
      message: 'the folder of the target command does not exist: /no/such/folder',
    });
  });

  test('is told from a file that may not be executed', async () => {
    folder = await mkdtemp(join(tmpdir(), 'wschaos-program-'));
    const file = join(folder, 'client.sh');
    await writeFile(file, '#!/bin/sh\n');
    await chmod(file, 0o644);
    await expect(start([file])).rejects.toMatchObject({
      code: 'client.not-started',
      message: `the client command could not be started: ${file} (EACCES)`,
      hint: 'The file must be executable: chmod +x, or name its interpreter first.',
    });
  });

  test('is no reason for an exception when its name is empty', async () => {
    await expect(start([])).rejects.toMatchObject({ code: 'client.not-started' });
  });
});
