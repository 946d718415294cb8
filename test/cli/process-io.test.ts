import { expect, test } from 'vitest';
import { root, spawnNode } from './spawn-wschaos.ts';

/** Runs a program that has the real io as `io`. */
const start = (program: string) =>
  spawnNode(
    [
      '--input-type=module',
      '--eval',
      `import { createProcessIo } from './src/cli/process-io.ts'; const io = createProcessIo(); ${program}`,
    ],
    { cwd: root },
  );

test('a pipe is no terminal, and has no width', async () => {
  const { stdout } = await start(
    "io.stdout.write(JSON.stringify([io.stdout.isTerminal, io.stdout.columns ?? 'none', io.cwd]));",
  ).ended;
  expect(JSON.parse(stdout)).toEqual([false, 'none', root.replace(/\/$/, '')]);
});

test('a reader that goes away is told of once, and what is written then goes nowhere', async () => {
  const { child, prints, ended } = start(`
    io.onReaderGone(() => { clearInterval(timer); io.stdout.write('more'); io.stderr.write('gone'); process.exitCode = 7; });
    const timer = setInterval(() => io.stdout.write('line\\n'), 1);`);
  await prints('line');
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 7, stderr: 'gone' });
});

test('signals are heard until the listener is taken away', async () => {
  const { ended } = start(`
    const off = io.onSignal((signal) => { io.stdout.write(signal); off(); process.kill(process.pid, 'SIGTERM'); });
    setInterval(() => {}, 1000);
    process.kill(process.pid, 'SIGINT');`);
  expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM', stdout: 'SIGINT' });
});

test('an error that nobody catches is heard of', async () => {
  const { ended } = start(
    "io.onDefect((error) => { io.stdout.write(error.message); io.exit(3); }); setImmediate(() => { throw new Error('late'); });",
  );
  expect(await ended).toMatchObject({ code: 3, stdout: 'late', stderr: '' });
});
