import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { parse } from 'yaml';
import { commands } from '../../src/cli/index.ts';
import { main } from '../../src/cli/main.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { parseFaultFlag } from '../../src/cli/parse-fault-flag.ts';
import { settingVariables } from '../../src/cli/settings.ts';
import { reporters } from '../../src/report/index.ts';
import { verdicts } from '../../src/result/run-result.ts';
import { parseFaultEntries } from '../../src/runner/parse-fault-entries.ts';
import { parseClientEventLine } from '../../src/runner/subject/client-event-line.ts';
import { spawnNode } from '../cli/spawn-wschaos.ts';
import { createTestIo, makeFolder } from '../cli/test-io.ts';
import { pythonWebsocket, requireDebianPackage } from '../support/debian-packages.ts';
import { replaceSections } from './readme-sections.ts';
import { readText, root } from './tree.ts';

const readme = readText('README.md');

/** The fenced blocks, by language, in order. */
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
  language,
  text,
}));
const [scenario = '', grammar = '', ownClient = '', workflow = ''] = textsOf('yaml');
const [output = ''] = textsOf('text');
const [python = ''] = textsOf('python');
const [shell = ''] = textsOf('sh');
const [fixture = '', library = ''] = textsOf('ts');

function textsOf(language: string): readonly string[] {
  return blocks.filter((block) => block.language === language).map(({ text }) => text);
}

test('every snippet of README.md is checked here', () => {
  expect(blocks.map(({ language }) => language)).toEqual([
    ...['yaml', 'text', 'console', 'console'],
    ...['yaml', 'yaml', 'python', 'sh', 'yaml', 'ts', 'ts'],
  ]);
  expect(readme.split('\n').filter((line) => line.startsWith('```')).length).toBe(2 * blocks.length);
});

test('README.md stays readable at one go: what is written by hand has at most 415 lines', () => {
  const byHand = replaceSections(readme, { metrics: '', commands: '', faults: '' });
  expect(byHand.split('\n').length).toBeLessThanOrEqual(415);
});

test('the scenario that shows the grammar is valid, and one case for each value of its matrix', async () => {
  const folder = makeFolder({ 'slow-deploy.yaml': grammar, 'base.yaml': 'tags: [deploy]' });
  const io = createTestIo({ cwd: folder });
  expect(await main(['list', 'slow-deploy.yaml', '--json'], io)).toBe(0);
  const cases = JSON.parse(io.stdout.text) as readonly { readonly id: string; readonly tags: readonly string[] }[];
  expect(cases.map(({ id, tags }) => [id, tags])).toEqual([
    ['slow-deploy/full-jitter', ['deploy']],
    ['slow-deploy/exponential', ['deploy']],
  ]);
});

describe('the first scenario of README.md', () => {
  test('has twelve lines, passes, and prints what is shown: the same columns, signs and words', async () => {
    expect(scenario.trim().split('\n').length).toBe(12);
    const io = createTestIo({ cwd: makeFolder({ 'silent-link.yaml': scenario }), columns: 120 });
    expect(await main(['run', 'silent-link.yaml', '--repeat', '2'], io)).toBe(0);
    const shape = (text: string): readonly string[] =>
      text
        .trim()
        .split('\n')
        .map((line) =>
          line
            .replace(/[\d.]+ m?s/g, 'TIME')
            .replace(/\d+/g, 'N')
            .replace(/[─ ]+/g, ' '),
        );
    expect(shape(io.stdout.text)).toEqual(shape(output));
  });
});

describe('a command of README.md can be parsed', () => {
  const lines = [...textsOf('console').flatMap((text) => text.trim().split('\n')), ...workflowCommands()];
  const calls = lines.flatMap((line) => line.split(' && '));

  function workflowCommands(): readonly string[] {
    const { jobs } = parse(workflow) as {
      readonly jobs: { readonly chaos: { readonly steps: readonly { run?: string }[] } };
    };
    return jobs.chaos.steps.flatMap(({ run }) => run ?? []);
  }

  test.each(calls.filter((call) => !call.startsWith('npm ')).map((call) => [call]))('%s', (call) => {
    const [npx, wschaos, ...argv] = [...call.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
    expect([npx, wschaos]).toEqual(['npx', 'wschaos']);
    const request = parseArguments(argv, commands, 80);
    const { files = [], fault = [] } = (request.kind === 'command' ? request.args : {}) as Record<string, string[]>;
    expect(request.kind).toBe('command');
    const missing = files.filter((file) => !file.startsWith('builtin:') && !existsSync(path.join(root, file)));
    expect(missing).toEqual([]);
    expect(parseFaultEntries(fault.map(parseFaultFlag), 'ws://127.0.0.1:8080').length).toBe(fault.length);
  });

  test('npm knows the rest', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    expect([...new Set(calls.filter((call) => call.startsWith('npm ')))]).toEqual(['npm ci', 'npm test']);
    expect(scripts).toMatchObject({ test: expect.any(String), prepare: expect.any(String) });
  });
});

describe('the client adapters of README.md', () => {
  beforeAll(() => requireDebianPackage(pythonWebsocket));

  test('the Python client passes its scenario, and its events are read', async () => {
    const io = createTestIo({ cwd: makeFolder({ 'my-client.yaml': ownClient, 'client.py': python }) });
    expect(await main(['run', 'my-client.yaml', '--reporter', 'json', '--repeat', '1'], io)).toBe(0);
    const { cases } = JSON.parse(io.stdout.text) as { cases: { iterations: { source: Record<string, string> }[] }[] };
    expect(cases[0]?.iterations[0]?.source.detection).toBe('client');
  });

  test('the shell adapter turns lines of a log into events', async () => {
    const log = ['connected to it', 'a word', 'lost the server, again'];
    const folder = makeFolder({
      'adapter.sh': shell,
      'my-client': `#!/bin/sh\n[ "$1" = ws://it ] && printf '%s\\n' ${log.map((line) => `'${line}'`).join(' ')} >&2\n`,
    });
    for (const name of ['adapter.sh', 'my-client']) chmodSync(path.join(folder, name), 0o755);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, WSCHAOS_URL: 'ws://it' };
    const { stdout } = await promisify(execFile)(path.join(folder, 'adapter.sh'), { env });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => parseClientEventLine(line, { from: 0, to: 1 }).event?.ev ?? line);
    expect(events).toEqual(['open', 'a word', 'loss']);
  });

  test('every line of the table of events is one', () => {
    const lines = [...readme.matchAll(/^\| `(\{"ev".*\})` \|/gm)].map(([, line = '']) => line);
    const events = lines.map((line) => parseClientEventLine(line, { from: 0, to: 1 }).event?.ev);
    expect(events).toEqual(['connecting', 'open', 'ready', 'loss', 'error', 'close', 'giveup']);
  });
});

test('the library example of README.md runs', async () => {
  const program = library.replace("'wschaos'", `'${pathToFileURL(path.join(root, 'src/index.ts'))}'`);
  const folder = makeFolder({ 'example.mts': program });
  expect(await spawnNode([path.join(folder, 'example.mts')], { cwd: folder }).ended).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test('the test of README.md passes, with a client that comes back', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  onTestFinished(() => server.close());
  await once(server, 'listening');
  const ofSource = (file: string): string => `'${path.join(root, file)}'`;
  const folder = makeFolder({
    'vitest.config.mjs': 'export default { test: { include: ["*.test.ts"] } };',
    'connect.ts': `import { startClient } from ${ofSource('test/fixtures/reconnecting-client.ts')};
      export const connect = (url) => {
        const client = startClient(url);
        return { close: () => client[Symbol.asyncDispose]() };
      };`,
    'client.test.ts': `import { connect } from './connect.ts';\n${fixture}`
      .replace("'wschaos/vitest'", ofSource('src/fixtures/vitest.ts'))
      .replace('127.0.0.1:8080', `127.0.0.1:${(server.address() as AddressInfo).port}`)
      .replace("'2s'", "'20s'"),
  });
  const argv = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', '--testTimeout=30000'];
  const { stdout } = await spawnNode(argv, { cwd: folder, env: { VITEST: '', NODE_ENV: '' } }).ended;
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0, success: true });
});

describe('README.md names every', () => {
  const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: Readonly<Record<string, string>> };

  test.each([
    ['verdict', verdicts.map((verdict) => `| \`${verdict}\` |`)],
    ['reporter', reporters.map(({ name }) => `\`${name}\``)],
    ['variable', Object.values(settingVariables).map((variable) => `\`${variable}\``)],
    ['exit code', ['0', '1', '2', '3', '129', '130', '143'].map((code) => `| ${code} |`)],
    ['runtime dependency, with its reason', Object.keys(dependencies).map((name) => `\n- \`${name}\`: `)],
  ])('%s', (_what, texts) => {
    expect(texts.filter((text) => !readme.includes(text))).toEqual([]);
  });
});
