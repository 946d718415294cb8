import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { toolVersion } from '../../src/runner/tool-version.ts';
import { root, spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder } from './test-io.ts';

test.each([
  ['an unknown command', ['rnu'], 'wschaos: unknown command "rnu" (did you mean "run"?)'],
  ['an unknown option', ['run', '--tagret', 'x'], 'wschaos: unknown option "--tagret" (did you mean "--target"?)\n'],
  ['no scenario', ['run'], 'wschaos: there is no scenarios/**/*.{yaml,yml} in '],
  ['a missing file', ['run', 'none.yaml'], 'cannot read "none.yaml": there is no such file'],
  ['a bad value', ['run', '--repeat', '0'], 'wschaos: --repeat: expected a whole number from 1 on, got "0"\n'],
])('%s gives 2, a message on stderr, and nothing on stdout', async (_what, argv, message) => {
  const io = createTestIo({ cwd: makeFolder() });
  expect(await main(argv, io)).toBe(2);
  expect(io.stderr.text).toContain(message);
  expect(io.stderr.text).not.toContain('    at ');
  expect(io.stdout.text).toBe('');
});

test('without arguments the help goes to stderr, and the exit code is 2', async () => {
  const io = createTestIo();
  expect(await main([], io)).toBe(2);
  expect([io.stdout.text, io.stderr.text.startsWith('wschaos <command> [options]')]).toEqual(['', true]);
});

test.each([[['--help']], [['run', '--help']], [['--version']]])('%s goes to stdout and gives 0', async (argv) => {
  const io = createTestIo();
  expect(await main(argv, io)).toBe(0);
  expect([io.stdout.text.length > 0, io.stderr.text]).toEqual([true, '']);
});

test('help is as wide as the terminal, up to a limit', async () => {
  const widthAt = async (columns: number): Promise<number> => {
    const io = createTestIo({ columns });
    await main(['run', '--help'], io);
    return Math.max(...io.stdout.text.split('\n').map((line) => line.length));
  };
  expect(await widthAt(60)).toBeLessThanOrEqual(60);
  expect(await widthAt(1000)).toBeLessThanOrEqual(110);
});

test('a defect is reported with its stack and gives 3', async () => {
  const io = {
    ...createTestIo(),
    get cwd(): string {
      throw new TypeError('a defect');
    },
  };
  expect(await main(['validate'], io)).toBe(3);
  expect(io.stderr.text).toMatch(
    /^TypeError: a defect\n {4}at [\s\S]*\n\nThis is a defect of wschaos\. Please report it/,
  );
});

test('an error that nobody caught is reported, and ends the process', async () => {
  const io = createTestIo();
  await main(['--version'], io);
  io.failUncaught(new RangeError('late'));
  expect([io.exits, io.stderr.text.startsWith('RangeError: late\n    at ')]).toEqual([[3], true]);
});

test('the version is told before anything but the entry is loaded', async () => {
  const folder = makeFolder();
  const { ended } = spawnWschaos(['--version'], { cwd: folder, env: { NODE_V8_COVERAGE: folder } });
  expect(await ended).toMatchObject({ code: 0, stdout: `${toolVersion()}\n`, stderr: '' });
  // What node writes down of the scripts that it ran names each of them; the loader of the source has a thread of its own.
  const loaded = readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { result: readonly { url: string }[] })
    .flatMap(({ result }) => result.filter(({ url }) => url.startsWith('file:')))
    .map(({ url }) => fileURLToPath(url).replace(root, ''))
    .filter((file) => /^(src|bin)\//.test(file));
  expect(new Set(loaded)).toEqual(
    new Set([
      ...['bin/wschaos.js', 'src/base/error.ts', 'src/runner/calm-collector.ts', 'src/runner/tool-version.ts'],
      ...[
        'main',
        'exit-codes',
        'find-foreign-place',
        'let-go-of-terminals',
        'listen-for-keys',
        'process-io',
        'read-stack-places',
        'report-error',
        'system-error-text',
      ].map((name) => `src/cli/${name}.ts`),
    ]),
  );
});

test('the version is the same where a command stands before it', async () => {
  const io = createTestIo();
  expect(await main(['run', '--version'], io)).toBe(0);
  expect(io.stdout.text).toBe(`${toolVersion()}\n`);
});
