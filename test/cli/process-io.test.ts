import { expect, test } from 'vitest';
import { root, spawnNode } from './spawn-wschaos.ts';

/** Runs a program that has the real io as `io`. */
const start = (program: string, columns = '') =>
  spawnNode(
    [
      '--input-type=module',
      '--eval',
      `import { createProcessIo } from './src/cli/process-io.ts'; const io = createProcessIo(); ${program}`,
    ],
    { cwd: root, env: { COLUMNS: columns } },
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

test('what keeps the process alive behind its end is told of, and it ends with the code that is due', async () => {
  const { ended } = start(`
    setInterval(() => {}, 1000);
    io.endThough(() => io.stderr.write('ended'));
    process.exitCode = 7;`);
  expect(await ended).toMatchObject({ code: 7, stderr: 'ended' });
});

test('where nothing keeps it alive, nobody waits and nothing is told', async () => {
  const { ended } = start("io.endThough(() => io.stderr.write('ended'));");
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  [
    'the code that was claimed last, however it is ended',
    "io.claimExitCode(2); io.claimExitCode(1, () => io.stderr.write('told')); process.exit(0);",
    1,
    'told',
  ],
  ['the code of its own exit', "io.claimExitCode(2, () => io.stderr.write('told')); io.exit(130);", 130, ''],
])('it ends with %s', async (_what, program, code, stderr) => {
  expect(await start(program).ended).toMatchObject({ code, stderr });
});

test('an error that nobody catches is heard of', async () => {
  const { ended } = start(
    "io.onDefect((error) => { io.stdout.write(error.message); io.exit(3); }); setImmediate(() => { throw new Error('late'); });",
  );
  expect(await ended).toMatchObject({ code: 3, stdout: 'late', stderr: '' });
});

test('who deals with such an error hears of it first, and how it came', async () => {
  const { ended } = start(`
    io.onDefect((error) => { io.stdout.write(' defect: ' + error.message); });
    io.onStray((error, isRejection) => { io.stdout.write(isRejection + ': ' + error.message); return isRejection; });
    Promise.reject(new Error('one'));
    setImmediate(() => { throw new Error('two'); });`);
  expect(await ended).toMatchObject({ code: 0, stdout: 'true: onefalse: two defect: two', stderr: '' });
});

test.each([
  ['132', 132],
  ['0', 'none'],
  ['-5', 'none'],
  ['wide', 'none'],
])('where no terminal says a width, COLUMNS=%s gives %s', async (columns, expected) => {
  const { stdout } = await start("io.stdout.write(JSON.stringify(io.stdout.columns ?? 'none'));", columns).ended;
  expect(JSON.parse(stdout)).toBe(expected);
});

test.each([
  ['that is thrown', 'process.stdout.write = () => { throw failure; };'],
  ['that is told later', "process.stdout.write = () => setImmediate(() => process.stdout.emit('error', failure));"],
])('a failure of stdout %s is one line and 3', async (_what, breakStdout) => {
  const { ended } = start(`
    const { main } = await import('./src/cli/main.ts');
    const failure = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
    ${breakStdout}
    process.exitCode = await main(['--version'], io);`);
  expect(await ended).toMatchObject({
    code: 3,
    stdout: '',
    stderr: 'wschaos: cannot write to stdout: no space left on device\n',
  });
});
