import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { RunResult } from '../../src/result/run-result.ts';
import { findFreePort } from '../support/find-free-ports.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { makeFolder, quickScenario } from './test-io.ts';

// The program as users start it. On a loaded machine a run may find itself disturbed and give 3; the scenarios replace
// every disturbed iteration, so that only a machine that is never quiet for a moment fails here.

const readResults = (cwd: string) =>
  JSON.parse(readFileSync(path.join(cwd, 'wschaos-results/results.json'), 'utf8')) as RunResult;

const withClient = (command: string, more = '') =>
  quickScenario(more)
    .replace(/client:\n.*\n.*\n/, `client: { type: command, command: ${command} }\n`)
    .replace('timeout: 20s', 'timeout: 2s')
    .replace('maxInvalid: 1', 'maxInvalid: 0');

async function isFree(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  return once(socket, 'connect').then(
    () => {
      socket.destroy();
      return false;
    },
    () => true,
  );
}

describe('the program', () => {
  test('runs a scenario found in the working directory, and leaves nothing running', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const { code, stdout, stderr } = await spawnWschaos(['run', '.', '--reporter', 'plain'], { cwd }).ended;
    expect(stdout).toMatch(/^pass quick n=2 recovered=2\/2 /);
    expect(stderr).toContain('results: wschaos-results/results.json\n');
    expect(code).toBe(0);
    expect(readResults(cwd).interrupted).toBe(false);
  });

  test('gives 1 when an expectation fails', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario('', 'attempts.max < 1') });
    const { code, stdout } = await spawnWschaos(['run', 'quick.yaml', '--reporter', 'plain'], { cwd }).ended;
    expect([code, stdout.slice(0, 11)]).toEqual([1, 'FAIL quick ']);
  });

  test.each([
    ['unknown option', ['run', '--tagret', 'x'], 'unknown option "--tagret" (did you mean "--target"?)'],
    ['missing file', ['run', 'none.yaml'], 'cannot read "none.yaml": there is no such file'],
    ['empty folder', ['run'], 'there is no scenarios/**/*.{yaml,yml}'],
  ])('gives 2 for an %s', async (_what, argv, message) => {
    const { code, stdout, stderr } = await spawnWschaos(argv, { cwd: makeFolder() }).ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  test('gives 2 for a client that does not exist', async () => {
    const cwd = makeFolder({ 'quick.yaml': withClient('[no-such-client]') });
    const { code, stderr } = await spawnWschaos(['run', 'quick.yaml', '--no-progress'], { cwd }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('there is no program "no-such-client" in PATH; give its path, or install it');
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['is no program', '[./quick.yaml]', /the client command could not be started: \.\/quick\.yaml/],
    ['exits at once', "[node, -e, 'process.exit(5)']", /exited with code 5/],
    // Its flood may keep the measuring process from its work, which then is the reason.
    [
      'floods its output',
      '[node, -e, \'for (;;) process.stdout.write("x".repeat(65536))\']',
      /client never steady|event-loop delay/,
    ],
  ])('gives 3 for a client that %s', async (_what, command, reason) => {
    const cwd = makeFolder({ 'quick.yaml': withClient(command) });
    const { code } = await spawnWschaos(['run', 'quick.yaml', '--no-progress'], { cwd }).ended;
    expect(code).toBe(3);
    expect(JSON.stringify(readResults(cwd).cases)).toMatch(reason);
  });

  test('ends quietly when nobody reads on', async () => {
    const { child, ended } = spawnWschaos(['schema'], { cwd: makeFolder() });
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a hostile file', () => {
  test('of ten megabytes is refused or read, in bounded time', async () => {
    const cwd = makeFolder({ 'big.yaml': `${quickScenario()}x-pad: "${'a'.repeat(10 * 2 ** 20)}"\n` });
    const { code, stdout } = await spawnWschaos(['validate', 'big.yaml'], { cwd }).ended;
    expect([code, stdout.length < 10_000]).toEqual([code === 2 ? 2 : 0, true]);
  });

  test('of aliases that multiply is refused', async () => {
    const bomb = ['x-0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      bomb.push(
        `x-${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const cwd = makeFolder({ 'bomb.yaml': `${quickScenario()}${bomb.join('\n')}\nvars: { v: *a11 }\n` });
    const { code, stdout } = await spawnWschaos(['validate', 'bomb.yaml'], { cwd }).ended;
    expect([code, stdout.length < 10_000]).toEqual([2, true]);
    expect(stdout).toContain('more than 20000 values, aliases written out');
  });
});

describe('a signal to the program', () => {
  /** A run whose client is connected, and whose fault is a minute away. */
  async function startEndless() {
    const port = await findFreePort();
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());
    await once(server, 'listening');
    const text = quickScenario(`listen: 127.0.0.1:${port}`)
      .replace('{ builtin: echo }', `ws://127.0.0.1:${(server.address() as net.AddressInfo).port}`)
      .replace('at: 20ms', 'at: 60s')
      .replace('timeout: 20s', 'timeout: 90s')
      .replace('count: 2', 'count: 1');
    const cwd = makeFolder({ 'quick.yaml': text });
    const connected = once(server, 'connection');
    const running = spawnWschaos(['run', 'quick.yaml'], { cwd });
    await running.endsNotBefore(connected);
    expect(await isFree(port)).toBe(false);
    return { cwd, port, ...running };
  }

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it with %i, with a finished file and without a port', async (signal, expected) => {
    const { cwd, port, child, ended } = await startEndless();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, readResults(cwd).interrupted, await isFree(port)]).toEqual([expected, true, true]);
    expect(stderr).toContain('Stopping: the faults are lifted');
  });

  /** A run whose client, a program, has started; it ends only when it is killed. */
  async function startStubborn() {
    const program = `process.on('SIGTERM', () => {});
      setInterval(() => {}, 1000);
      require('node:fs').writeFileSync('pid', String(process.pid));`;
    const text = withClient('[node, client.cjs]', 'listen: { tls: self-signed }').replace(
      'timeout: 2s',
      'timeout: 90s',
    );
    const cwd = makeFolder({ 'quick.yaml': text, 'client.cjs': program, pid: '' });
    const watcher = watch(cwd);
    onTestFinished(() => watcher.close());
    const running = spawnWschaos(['run', 'quick.yaml', '--jobs', '1'], { cwd, env: { TMPDIR: cwd } });
    const readPid = (): number => Number(readFileSync(path.join(cwd, 'pid'), 'utf8'));
    while (readPid() === 0) await running.endsNotBefore(once(watcher, 'change'));
    const listCaFolders = () => readdirSync(cwd).filter((name) => name.startsWith('wschaos-ca-'));
    return { cwd, pid: readPid(), listCaFolders, ...running };
  }

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test.each([
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)('%s leaves neither a client program nor a file that told it whom to trust', async (signal, expected) => {
    const { pid, child, ended, listCaFolders } = await startStubborn();
    expect(listCaFolders().length).toBe(1);
    child.kill(signal);
    expect([(await ended).code, isAlive(pid), listCaFolders()]).toEqual([expected, false, []]);
  });

  test('the second SIGINT ends it at once; its client program is killed behind it', async () => {
    const { cwd, pid, child, prints, ended } = await startStubborn();
    child.kill('SIGINT');
    await prints('Stopping');
    child.kill('SIGINT');
    const { code } = await ended;
    expect([code, existsSync(path.join(cwd, 'wschaos-results/results.json'))]).toEqual([130, false]);
    while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
  });
});
