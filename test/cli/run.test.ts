import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EndSignal } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createTestIo, makeFolder, quickScenario, type TestIoOptions } from './test-io.ts';

/** Runs `wschaos run` in a folder that holds `quick.yaml`. */
async function run(argv: readonly string[], scenario = quickScenario(), options: TestIoOptions = {}) {
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': scenario }), ...options });
  const code = await main(['run', 'quick.yaml', ...argv], io);
  const file = path.join(io.cwd, 'wschaos-results/results.json');
  const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunResult) : undefined;
  return { io, code, results, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('wschaos run', () => {
  test('prints the table on stdout, progress on stderr, and writes results.json', async () => {
    const { code, results, stdout, stderr } = await run([]);
    expect(stdout).toContain('1 scenario, 1 case, 2 iterations · seed 1');
    expect(stdout).toContain('✓ pass');
    expect(stderr).toMatch(/^pass {2}quick {2}2 iterations in [^\n]+\nresults: wschaos-results\/results\.json\n$/);
    expect(results).toMatchObject({ schema: 'wschaos/results@1', interrupted: false, seed: 1 });
    expect(results?.cases.map(({ id, iterations }) => [id, iterations.length])).toEqual([['quick', 2]]);
    expect(code).toBe(0);
  });

  test('prints JSON alone, the same as in the file', async () => {
    const { results, stdout } = await run(['--reporter', 'json']);
    expect(JSON.parse(stdout)).toEqual(results);
  });

  test('says nothing on stderr when quiet', async () => {
    const { stderr } = await run(['-q']);
    expect(stderr).toBe('');
  });

  test('tells every iteration when verbose', async () => {
    const { stderr } = await run(['-v', '--no-progress']);
    expect(stderr.split('\n').filter((line) => line.startsWith('quick #')).length).toBe(2);
  });

  test('takes repeat, seed and jobs from options and variables', async () => {
    const env = { WSCHAOS_REPEAT: '3', WSCHAOS_SEED: '9' };
    const { results } = await run(['--jobs', '1', '--seed', '8'], quickScenario(), { env });
    expect(results).toMatchObject({ seed: 8, cases: [{ seed: 8 }] });
    expect(results?.cases[0]?.iterations.length).toBe(3);
  });

  test('fails with 1, and prints a replay that works', async () => {
    const failing = quickScenario('', 'attempts.max < 1');
    const { io, code, stdout } = await run(['--timeout', '15s'], failing);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ FAIL');
    const replay = /replay {3}wschaos (.*)/.exec(stdout)?.[1] ?? '';
    expect(replay).toMatch(
      /^run quick\.yaml --case quick --repeat 1 --phase none --seed \d+ --timeout 15s --trace on$/,
    );

    const again = createTestIo({ cwd: io.cwd });
    expect(await main([...replay.split(' '), '--reporter', 'plain'], again)).toBe(1);
    expect(again.stdout.text).toMatch(/^FAIL quick n=1 /);
  });

  test('shows a failure and ends with 0 when it is only to warn', async () => {
    const { code, stdout } = await run(['--warn-only'], quickScenario('', 'attempts.max < 1'));
    expect([code, stdout.includes('✗ FAIL')]).toEqual([0, true]);
  });

  test('stops after so many failed cases', async () => {
    const matrix = quickScenario('matrix: { n: [a, b] }', 'attempts.max < 1');
    const { code, results } = await run(['-x', '1'], matrix);
    expect([code, results?.cases.map(({ id }) => id)]).toEqual([1, ['quick/a']]);
  });

  test('shows what would run, runs nothing and writes nothing', async () => {
    const { code, results, stdout } = await run(['--dry-run', '-r', '5', '-t', 'wss://example.com']);
    expect([code, results]).toEqual([0, undefined]);
    expect(stdout).toBe(
      'quick  5 × 120 ms  timeout 20 s  fast, ci\n\n1 case, 5 iterations, 600 ms one after the other\n',
    );
  });

  test('does not go to a host elsewhere unless allowed', async () => {
    const { code, results, stderr } = await run(['-t', 'wss://ws.example.com/live']);
    expect([code, results]).toEqual([2, undefined]);
    expect(stderr).toBe(
      'wschaos: case "quick" connects to ws.example.com, which is not on this machine or site\n' +
        'Connections to it will be broken. If that server is yours to disturb, add --allow-remote.\n',
    );
  });

  describe('of cases that act on the process of the server', () => {
    const crash = `version: 1
name: crash
target: { command: [node, s.js], url: ws://127.0.0.1:1 }
faults: [{ fault: server, with: { action: kill } }]
`;
    const why = (source: string) =>
      `with ${source} no server process was started by wschaos, so fault "server" in crash.yaml has nothing to act on`;

    test('leaves them out of a suite with one line, and runs the others', async () => {
      const cwd = makeFolder({ 'quick.yaml': quickScenario(), 'crash.yaml': crash });
      const io = createTestIo({ cwd });
      expect(await main(['run', '.', '-t', 'builtin:echo', '--no-progress', '-q'], io)).toBe(0);
      const { cases } = JSON.parse(readFileSync(path.join(cwd, 'wschaos-results/results.json'), 'utf8')) as RunResult;
      expect(cases.map(({ id }) => id)).toEqual(['quick']);
      expect(io.stderr.text).toBe(
        `wschaos: 1 case left out (crash): ${why('--target')}; --not-tag or -g leaves cases out without a word\n`,
      );
    });

    test('is refused where there is nothing else', async () => {
      const io = createTestIo({
        cwd: makeFolder({ 'crash.yaml': crash }),
        env: { WSCHAOS_TARGET: 'ws://127.0.0.1:1' },
      });
      expect(await main(['run', 'crash.yaml'], io)).toBe(2);
      expect(io.stderr.text).toBe(
        `wschaos: ${why('WSCHAOS_TARGET')}\n` +
          "Leave WSCHAOS_TARGET out, and wschaos starts the scenario's own server; or leave such cases out, with --not-tag or -g.\n",
      );
    });
  });

  test('measures against a certificate that nobody vouches for with --insecure, and replays so', async () => {
    await using target = await startServer({ kind: 'echo', clock: realClock, tls: selfSigned });
    const failing = quickScenario('', 'attempts.max < 1');
    const refused = await run(['-t', target.url], failing);
    expect([refused.code, refused.results?.cases[0]?.reason]).toEqual([3, expect.stringContaining('add --insecure')]);
    const { code, stdout } = await run(['-t', target.url, '--insecure'], failing);
    expect(code).toBe(1);
    expect(stdout).toMatch(/replay {3}wschaos run quick\.yaml .* --target wss:\S+ --insecure --trace on\n/);
  });

  test('uses no character beyond ASCII when asked', async () => {
    const { stdout } = await run(['--ascii'], quickScenario('', 'attempts.max < 1'));
    expect([...stdout].filter((char) => (char.codePointAt(0) ?? 0) > 127)).toEqual([]);
  });

  test('runs a file once, however often it is named', async () => {
    const { results } = await run(['./quick.yaml', '.', '-q']);
    expect(results?.cases.length).toBe(1);
  });
});

describe('what cannot be measured gives 3', () => {
  const withListen = (port: number) => quickScenario(`listen: 127.0.0.1:${port}`);

  test('when the target does not answer', async () => {
    const { code, results } = await run(['-t', 'ws://127.0.0.1:1']);
    expect(code).toBe(3);
    expect(results?.cases[0]?.reason).toMatch(/^target ws:\/\/127\.0\.0\.1:1 is not reachable: connect ECONNREFUSED/);
  });

  /** A server of somebody else's, and what runs while it is there. */
  async function besideStranger<T>(use: (port: number) => Promise<T>): Promise<T> {
    const server = net.createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    return use(port).finally(() => server.close());
  }

  test('when the port is taken', () =>
    besideStranger(async (port) => {
      const { code, stdout } = await run([], withListen(port));
      expect(code).toBe(3);
      expect(stdout).toContain(`could not measure: port ${port} on 127.0.0.1 is in use`);
    }));

  test('when somebody else serves where the target command was to', () =>
    besideStranger(async (port) => {
      const target = `{ command: [sleep, '60'], url: 'ws://127.0.0.1:${port}' }`;
      const { code, results } = await run([], quickScenario().replace('{ builtin: echo }', target));
      expect(code).toBe(3);
      expect(results?.cases[0]?.reason).toMatch(
        `something else already listens at ws://127.0.0.1:${port}; the target command was not started. Stop it`,
      );
    }));

  const withCommand = (command: string) =>
    quickScenario().replace(/client:\n.*\n.*\n/, `client: { type: command, command: ${command} }\n`);

  test('when the client is there and cannot be started', async () => {
    const { code, results } = await run([], withCommand('[./quick.yaml]'));
    expect(code).toBe(3);
    expect(results?.cases[0]?.reason).toMatch('the client command could not be started: ./quick.yaml (EACCES)');
  });
});

test('a module with a mistake in it gives 2, with its place', async () => {
  const module = path.join(makeFolder({ 'client.mjs': 'const a = 1;\nconst b = ;' }), 'client.mjs');
  const client = `client: { type: module, module: ${module} }\n`;
  const text = quickScenario().replace(/client:\n.*\n.*\n/, client);
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': text }) });
  expect(await main(['run', 'quick.yaml'], io)).toBe(2);
  expect(io.stdout.text.replace(/\s+/g, ' ')).toMatch(
    /client\.mjs:2 \| const b = ; \| SyntaxError: .*what to do: mend the module/,
  );
});

describe('a signal', () => {
  const endless = quickScenario().replace('at: 20ms', 'at: 60s').replace('timeout: 20s', 'timeout: 90s');

  async function interrupt(name: EndSignal) {
    const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': endless }), isTerminal: true });
    const ended = main(['run', 'quick.yaml', '--no-progress'], io);
    await io.listening;
    io.signal(name);
    const code = await ended;
    const text = readFileSync(path.join(io.cwd, 'wschaos-results/results.json'), 'utf8');
    return { io, code, results: JSON.parse(text) as RunResult };
  }

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s finishes the file and gives %i', async (name, expected) => {
    const { io, code, results } = await interrupt(name);
    expect([code, results.interrupted]).toEqual([expected, true]);
    expect(io.stderr.text).toContain('Stopping: the faults are lifted');
    expect(io.stdout.text).not.toContain('what to do');
    expect(io.exits).toEqual([]);
  });
});
