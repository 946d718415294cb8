import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { loadReporters } from '../../src/cli/load-reporters.ts';
import { parseReporters } from '../../src/cli/reporter-requests.ts';
import { createResultWriter, type ResultOptions } from '../../src/cli/write-results.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { jsonl } from '../../src/report/jsonl.ts';
import { markdown } from '../../src/report/markdown.ts';
import { plain } from '../../src/report/plain.ts';
import { table } from '../../src/report/table.ts';
import { caseOf, iteration, runOf } from '../report/example-run.ts';
import { reportedRun } from '../report/reported-run.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const result = runOf([caseOf()], { endedAt: '2026-11-27T02:00:01.000Z' });
const options = { color: paintNothing, ascii: false } as const;

interface Setting extends Pick<Partial<ResultOptions>, 'output' | 'isSaved' | 'readTrace'> {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly files?: Readonly<Record<string, string>>;
}

async function writerFor(names: string, { columns, files = {}, env = {}, ...setting }: Setting = {}) {
  const io = createTestIo({ cwd: makeFolder(files), env, ...(columns === undefined ? {} : { columns }) });
  const requests = parseReporters([{ text: names, source: '--reporter' }]);
  const reporters = await loadReporters(requests, { cwd: io.cwd, output: 'out' });
  const writer = createResultWriter({
    io,
    reporters,
    output: 'out',
    tracesFrom: 'out',
    paint: paintNothing,
    ascii: false,
    ...setting,
  });
  return { io, writer, write: writer.write };
}

test('results.json is always written, whole, into the output folder', async () => {
  const { io, write } = await writerFor('plain');
  expect(existsSync(path.join(io.cwd, 'out/results.json'))).toBe(false);
  expect(await write(result)).toEqual({ files: [{ file: 'out/results.json', of: 'results' }], problems: [] });
  expect(readFileSync(path.join(io.cwd, 'out/results.json'), 'utf8')).toBe(
    json.render(result, { ...options, width: 80 }),
  );
  expect(readdirSync(path.join(io.cwd, 'out'))).toEqual(['results.json']);
});

test('an error of wschaos that a reporter of the user throws is a failure of that reporter', async () => {
  const render = () => Promise.reject(new WschaosError('mine.bad', 'no route'));
  const io = createTestIo({ cwd: makeFolder() });
  const reporters = [{ name: './r.mjs', module: path.join(io.cwd, 'r.mjs'), file: undefined, render }];
  const { write } = createResultWriter({
    io,
    reporters,
    output: 'out',
    tracesFrom: 'out',
    paint: paintNothing,
    ascii: false,
  });
  const message = expect.stringContaining('reporter ./r.mjs failed: no route');
  expect((await write(result)).problems).toEqual([{ kind: 'failed', message }]);
});

test('stdout gets the reporters without a file, files the others, at the width of a terminal or at 80', async () => {
  const { io, write } = await writerFor('table,plain:logs/deep/plain.txt,table:table.txt', { columns: 200 });
  await write(result);
  expect(io.stdout.text).toBe(table.render(result, { ...options, width: 200 }));
  expect(readFileSync(path.join(io.cwd, 'logs/deep/plain.txt'), 'utf8')).toBe(
    plain.render(result, { ...options, width: 80 }),
  );
  expect(readFileSync(path.join(io.cwd, 'table.txt'), 'utf8')).toBe(table.render(result, { ...options, width: 80 }));
});

test('without a folder only what the reporters write is written', async () => {
  const { io, write } = await writerFor('plain,json:here.json', { output: undefined });
  expect(await write(result)).toEqual({ files: [{ file: 'here.json', of: 'json' }], problems: [] });
  expect(readdirSync(io.cwd)).toEqual(['here.json']);
});

test('of a run that was read from a file nothing is live, and it ended when it did', async () => {
  const { io, writer } = await writerFor('jsonl,junit', { isSaved: true });
  expect(writer.isLive).toBe(false);
  await writer.write(result);
  expect(io.stdout.text).toBe(jsonl.render(result, { ...options, width: 80 }));
  expect(readFileSync(path.join(io.cwd, 'out/junit.xml'), 'utf8')).toContain(' timestamp="2026-11-27T02:00:00"');
});

test('Markdown that is asked for in the summary of a step on GitHub stands there once, behind what was there', async () => {
  const { io, write } = await writerFor('markdown:summary', {
    files: { summary: 'before\n' },
    env: { GITHUB_STEP_SUMMARY: 'summary' },
  });
  await write(result);
  const text = readFileSync(path.join(io.cwd, 'summary'), 'utf8');
  expect(text).toBe(`before\n\n${markdown.render(result, { ...options, width: 80 })}`);
});

test('what cannot be written is told, and all else is written', async () => {
  const { io, write } = await writerFor('junit:/dev/full,plain');
  expect(await write(result)).toEqual({
    files: [{ file: 'out/results.json', of: 'results' }],
    problems: [{ kind: 'unwritten', message: 'cannot write /dev/full: no space left on device' }],
  });
  expect(io.stdout.text).toBe(plain.render(result, { ...options, width: 80 }));
});

test('a summary that cannot be written hides no report of a run that is over', async () => {
  const { io, write } = await writerFor('plain', { isSaved: true });
  await write(result);
  const env = { GITHUB_STEP_SUMMARY: '/nonexistent/x' };
  const saved = await writerFor('markdown,plain', { isSaved: true, env });
  const message = 'cannot write /nonexistent/x, which GITHUB_STEP_SUMMARY names: no such file or directory';
  expect((await saved.write(result)).problems).toEqual([{ kind: 'unwritten', message }]);
  expect(saved.io.stdout.text).toBe(io.stdout.text);
});

test('reports say how a run is replayed as its results do', async () => {
  const { io, write } = await writerFor('github');
  const failing = { ...reportedRun, replayFlags: ['--target', 'ws://127.0.0.1:1'] };
  await write(failing);
  expect(io.stdout.text).toContain('--target ws://127.0.0.1:1');
});

test('a folder that cannot be made fails before the run', () => {
  const folder = makeFolder({ out: 'a file' });
  const request = { io: createTestIo({ cwd: folder }), reporters: [], output: 'out', paint: paintNothing };
  expect(() => createResultWriter({ ...request, tracesFrom: 'out', ascii: false })).toThrow(
    `cannot make the folder ${folder}/out: ${folder}/out is no folder`,
  );
});

test.each([
  [
    'two reports in one file',
    'json:a.json,plain:./a.json',
    '--reporter: json and plain are both to be written to ./a.json',
  ],
  ['a report in place of results.json', 'plain:out/results.json', '--reporter: json and plain are both to be'],
  ['a file that is a folder', 'json:.', ': it is a folder'],
])('%s: refused before the run', async (_what, names, message) => {
  await expect(writerFor(names)).rejects.toThrow(message);
});

test('descriptors of stdout and stderr are the streams', async () => {
  const { io, write } = await writerFor('plain:/dev/fd/1,json:/dev/stderr,json:out/results.json');
  await write(result);
  expect(io.stdout.text).toBe(plain.render(result, { ...options, width: 80 }));
  expect(io.stderr.text).toBe(json.render(result, { ...options, width: 80 }));
});

test('a file that cannot be written is named', async () => {
  const { io, write } = await writerFor('plain');
  mkdirSync(path.join(io.cwd, 'out/results.json'));
  expect((await write(result)).problems).toEqual([
    { kind: 'unwritten', message: `cannot write ${io.cwd}/out/results.json: it is a folder` },
  ]);
});

test('a report of a file has its place in the output folder', async () => {
  const { io, write } = await writerFor('table,junit,markdown,prometheus');
  const { files } = await write(result);
  expect(files.map(({ of, file }) => `${of}: ${file}`)).toEqual([
    'results: out/results.json',
    'junit: out/junit.xml',
    'markdown: out/summary.md',
    'prometheus: out/metrics.prom',
  ]);
  expect(readdirSync(path.join(io.cwd, 'out')).sort()).toEqual([
    'junit.xml',
    'metrics.prom',
    'results.json',
    'summary.md',
  ]);
  expect(readFileSync(path.join(io.cwd, 'out/junit.xml'), 'utf8')).toMatch(/ timestamp="20\d\d-\d\d-\d\dT[\d:]{8}" /);
});

test('JSON lines come while the run goes on, and once', async () => {
  const { io, writer } = await writerFor('jsonl,jsonl:all.jsonl');
  const [one = caseOf()] = result.cases;
  expect(writer.isLive).toBe(true);
  for (const iteration of one.iterations) writer.onIteration(one.id, iteration);
  expect(JSON.parse(io.stdout.text)).toMatchObject({ event: 'iteration', case: 'refuse' });
  writer.onCase(one);
  await writer.write(result);
  expect(io.stdout.text).toBe(readFileSync(path.join(io.cwd, 'all.jsonl'), 'utf8'));
});

test('nothing is live that has only an end', async () => {
  expect((await writerFor('table,jsonl:all.jsonl')).writer.isLive).toBe(false);
});

test('a reporter that throws is told of, spoils no other, and changes nothing', async () => {
  const { io, write } = await writerFor('./a.mjs,plain', {
    files: {
      'a.mjs': "export default (result) => {\n  result.cases.length = 0;\n  throw new RangeError('too far');\n};",
    },
  });
  const { problems } = await write(result);
  const message = expect.stringMatching(/^reporter \.\/a\.mjs failed: too far \(at .*a\.mjs:3:9\)+$/);
  expect(problems).toEqual([{ kind: 'failed', message }]);
  expect(io.stdout.text).toBe(plain.render(result, { ...options, width: 80 }));
});

test('a page elsewhere finds the traces all the same', async () => {
  const traced = runOf([caseOf({ iterations: [iteration({ trace: 'traces/a/0.jsonl' })] })]);
  const asked: string[] = [];
  const readTrace = (file: string): undefined => void asked.push(file);
  const { io, write } = await writerFor('html:pages/deep/report.html,html:/dev/fd/1', { readTrace });
  await write(traced);
  const trace = path.join(io.cwd, 'out/traces/a/0.jsonl');
  expect(asked).toEqual([trace, trace]);
  expect(readFileSync(path.join(io.cwd, 'pages/deep/report.html'), 'utf8')).toContain('../../out/traces/a/0.jsonl');
});
