import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

type Line = Readonly<Record<string, unknown>>;

async function run(argv: readonly string[], scenario = quickScenario(), old: Readonly<Record<string, string>> = {}) {
  const cwd = makeFolder({ 'quick.yaml': scenario });
  const folder = path.join(cwd, 'wschaos-results/traces/quick');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(old)) writeFileSync(path.join(folder, name), text);
  const io = createTestIo({ cwd });
  const code = await main(['run', 'quick.yaml', ...argv], io);
  const read = (name: string): string => readFileSync(path.join(io.cwd, 'wschaos-results', name), 'utf8');
  const results = JSON.parse(read('results.json')) as RunResult;
  const traces = results.cases.flatMap(({ iterations }) => iterations.map(({ trace }) => trace));
  const linesOf = (name = ''): readonly Line[] =>
    read(name)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  return { io, code, results, traces, linesOf, stderr: io.stderr.text, stdout: io.stdout.text };
}

const failing = quickScenario('', 'attempts.max < 1');

describe('traces are written', () => {
  test.each([
    ['of every iteration with --trace on', ['--trace', 'on'], quickScenario(), true],
    ['of a case that fails, without a word', [], failing, true],
    ['of no case that passes, without a word', [], quickScenario(), false],
    ['of nothing with --trace off', ['--trace', 'off'], failing, false],
  ])('%s', async (_what, argv, scenario, areThere) => {
    const { io, traces, stderr } = await run(argv, scenario, { '7.jsonl': 'of an earlier run' });
    expect(traces).toEqual(areThere ? ['traces/quick/0.jsonl', 'traces/quick/1.jsonl'] : [undefined, undefined]);
    expect(existsSync(path.join(io.cwd, 'wschaos-results/traces'))).toBe(areThere);
    expect(stderr.includes('traces: wschaos-results/traces\n')).toBe(areThere);
  });
});

test('every line is of the schema that the tool prints, and time goes on', async () => {
  const { linesOf, traces, results } = await run(['--trace', 'on', '-r', '1', '--trace-payload', '8B']);
  const io = createTestIo();
  expect(await main(['schema', 'trace'], io)).toBe(0);
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(io.stdout.text) as object);
  const lines = linesOf(traces[0]);
  expect(lines.filter((line) => !isValid(line))).toEqual([]);
  const [header, ...entries] = lines;
  expect(header).toMatchObject({ case: 'quick', index: 0, zero: 'injected', payloadBytes: 8, redacted: true });
  const times = entries.map(({ t }) => t as number);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  const mark = (name: string) => entries.find(({ kind, mark: one }) => kind === 'mark' && one === name)?.t;
  const marks = results.cases[0]?.iterations[0]?.marks;
  expect([mark('detected'), mark('ready')]).toEqual([marks?.detected, marks?.ready]);
  expect(entries.find(({ kind }) => kind === 'frame')).toMatchObject({
    direction: 'to-server',
    opcode: 'text',
    payload: { text: '{"c":"cl', cut: true },
  });
});

test('a frame that a fault swallows is sent and not delivered', async () => {
  const scenario = `version: 1
name: pongs
target: { builtin: echo }
client: { type: reference, heartbeat: { mode: ping, interval: 50ms, timeout: 50ms } }
faults: [{ fault: drop, with: { frames: pong }, direction: to-client, connections: existing, at: 20ms }]
repeat: { count: 1, maxInvalid: 1 }
timeout: 20s
`;
  const { linesOf, traces } = await run(['--trace', 'on'], scenario);
  const pongs = linesOf(traces[0]).filter(({ opcode }) => opcode === 'pong');
  expect(pongs.find(({ delivered }) => delivered === null)).toMatchObject({ direction: 'to-client', connection: 1 });
});

test('the secrets of a handshake are in the trace only when they are asked for', async () => {
  const secretive = quickScenario().replace(
    '  reconnect:',
    '  headers: { Authorization: Bearer s3cret }\n  reconnect:',
  );
  const textOf = async (argv: readonly string[]): Promise<string> => {
    const { linesOf, traces } = await run(['--trace', 'on', '-r', '1', ...argv], secretive);
    return JSON.stringify(linesOf(traces[0]));
  };
  expect(await textOf([])).not.toContain('s3cret');
  expect(await textOf(['--no-redact'])).toContain('"authorization":"Bearer s3cret"');
});

test('the replay of a failure writes the trace of its iteration', async () => {
  const { io, stdout } = await run([], failing);
  const replay = /replay {3}wschaos (.*)/.exec(stdout)?.[1] ?? '';
  expect(replay).toMatch(/ --trace on$/);
  const again = createTestIo({ cwd: io.cwd });
  expect(await main([...replay.split(' '), '-o', 'again'], again)).toBe(1);
  expect(existsSync(path.join(io.cwd, 'again/traces/quick/0.jsonl'))).toBe(true);
});

test('traces that cannot be written give 3, and the results are there', async () => {
  const cwd = makeFolder({ 'quick.yaml': quickScenario(), traces: 'a file' });
  const io = createTestIo({ cwd });
  expect(await main(['run', 'quick.yaml', '--trace', 'on', '-o', '.'], io)).toBe(3);
  expect(io.stderr.text).toContain('wschaos: cannot make the folder ');
  expect(existsSync(path.join(cwd, 'results.json'))).toBe(true);
});

describe('from every file that names a trace, there it is', () => {
  /** Of the first iteration of a file, with the folder of the file in front. */
  const firstTrace = (cwd: string, file: string): string => {
    const { cases } = JSON.parse(readFileSync(path.join(cwd, file), 'utf8')) as RunResult;
    return path.join(cwd, path.dirname(file), cases[0]?.iterations[0]?.trace ?? 'none');
  };

  test.each([
    ['of a run', []],
    ['of a report into a folder', ['report', 'sub/r.json', '-o', 'merged', '--reporter', 'json:deep/er/r.json']],
    ['of a report into no folder', ['report', 'sub/r.json', '--reporter', 'json:deep/er/r.json']],
  ])('%s', async (_what, argv) => {
    const { io } = await run([
      '--trace',
      'on',
      '-r',
      '1',
      '--reporter',
      'json:sub/r.json',
      '--save-baseline',
      'b.json',
    ]);
    const { cwd } = io;
    if (argv.length > 0) expect(await main(argv, createTestIo({ cwd }))).toBe(0);
    const written = ['wschaos-results/results.json', 'sub/r.json', 'merged/results.json', 'deep/er/r.json'];
    const files = written.filter((file) => existsSync(path.join(cwd, file)));
    expect(files.length).toBe(argv.length === 0 ? 2 : argv.includes('-o') ? 4 : 3);
    expect(files.filter((file) => !existsSync(firstTrace(cwd, file)))).toEqual([]);
    expect(readFileSync(path.join(cwd, 'b.json'), 'utf8')).not.toContain('"trace"');
  });
});
