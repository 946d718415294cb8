import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { main } from '../../src/cli/main.ts';
import type { ToleranceResult } from '../../src/result/tolerance-result.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const scenario = `version: 1
name: quick
target: { builtin: ticker, interval: 100ms }
client: { type: reference, heartbeat: { mode: ping, interval: 150ms, timeout: 150ms }, reconnect: { initial: 20ms } }
faults: [{ fault: reset, at: 100ms }]
`;

async function tolerance(argv: readonly string[], text = scenario) {
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': text }) });
  const code = await main(['tolerance', 'quick.yaml', ...argv], io);
  const read = (): ToleranceResult =>
    JSON.parse(readFileSync(path.join(io.cwd, 'wschaos-results/tolerance.json'), 'utf8')) as ToleranceResult;
  return { io, code, read, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('wschaos tolerance', { timeout: 60_000 }, () => {
  test('prints what was found, tells each point on stderr, and writes tolerance.json', async () => {
    const { code, read, stdout, stderr } = await tolerance(['--search', 'pause', '--resolution', '400ms', '-r', '2']);
    expect(stdout).toContain('tolerance, 2 repetitions a point · seed 1');
    expect(stdout).toContain('bears every pause below 150 ms, and none above 300 ms');
    expect(stderr).toContain('quick  no fault: kept its link in 2 of 2\n');
    expect(stderr).toMatch(/results: wschaos-results\/tolerance\.json\n$/);
    const { schema, cases, interrupted } = read();
    expect({ schema, interrupted }).toEqual({ schema: 'wschaos/tolerance@1', interrupted: false });
    expect(cases.map(({ id, search, finding }) => [id, search, finding.kind])).toEqual([['quick', 'pause', 'between']]);
    expect(code).toBe(0);
  });

  test('ends with 0 where the client bears even the harshest', async () => {
    const { code, stdout } = await tolerance(['--search', 'pause', '--min', '10ms', '--max', '20ms', '-r', '1']);
    expect(stdout).toContain('> 20 ms: keeps its link at the longest that was tried');
    expect(code).toBe(0);
  });

  test('awaits a client that dials by itself at one address, in both searches', async () => {
    const io = createTestIo({
      cwd: makeFolder({
        'quick.yaml': `version: 1
name: quick
target: { builtin: ticker, interval: 100ms }
client: { type: external, heartbeat: { interval: 200ms, timeout: 200ms } }
`,
      }),
    });
    const scale = ['--min', '10ms', '--max', '20ms', '--min-rate', '60KiB/s', '--max-rate', '64KiB/s'];
    const ended = main(['tolerance', 'quick.yaml', '-r', '1', ...scale], io);
    const [url = ''] = /ws:.*$/.exec(await io.stderr.lineWith('waiting for your client at')) ?? [];
    let socket: WebSocket | undefined;
    const dial = (): void => {
      socket = new WebSocket(url);
      socket.on('open', () => socket?.ping()).on('error', () => {});
      socket.on('close', () => void realClock.schedule(realClock.now() + 20, dial));
    };
    dial();
    expect(await ended).toBe(0);
    socket?.removeAllListeners('close').terminate();
    expect(io.stderr.text.split('waiting for your client').length).toBe(2);
    expect(io.stdout.text).toMatch(/the longest pause\n {2}> 20 ms:[\s\S]*the slowest line\n {2}< 60 KiB\/s:/);
  });

  test('ends with 3 where nothing could be measured', async () => {
    const port = 'target: ws://127.0.0.1:9';
    const { code, stdout } = await tolerance(['--search', 'pause', '-q'], scenario.replace(/target: .*/, port));
    expect(stdout).toContain('could not be measured: ');
    expect(code).toBe(3);
  });

  test('ends with 2 at a wrong option, before anything runs', async () => {
    const { code, stderr } = await tolerance(['--search', 'pauses']);
    expect(stderr).toBe('wschaos: --search: expected pause or bandwidth, got "pauses"\n');
    expect(code).toBe(2);
  });
});
