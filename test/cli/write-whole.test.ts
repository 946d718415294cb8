import { spawn, spawnSync } from 'node:child_process';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { findDestination, writeWhole } from '../../src/cli/write-whole.ts';
import { nodeCommand, root } from './spawn-wschaos.ts';
import { makeFolder } from './test-io.ts';

const readText = (file: string): string => readFileSync(file, 'utf8');

test('a file is made or replaced, and nothing else stays', () => {
  const folder = makeFolder({ old: 'longer than the new' });
  for (const name of ['old', 'new']) writeWhole(path.join(folder, name), 'text');
  expect(readdirSync(folder).map((name) => [name, readText(path.join(folder, name))])).toEqual([
    ['new', 'text'],
    ['old', 'text'],
  ]);
});

test.each([['file'], ['none']])('a link to %s stays a link, and what it names is written', (target) => {
  const folder = makeFolder({ file: 'old' });
  const link = path.join(folder, 'link');
  symlinkSync(target, link);
  writeWhole(link, 'text');
  expect([lstatSync(link).isSymbolicLink(), readText(path.join(folder, target))]).toEqual([true, 'text']);
});

test('an open descriptor is written where it stands', () => {
  const file = path.join(makeFolder(), 'file');
  const descriptor = openSync(file, 'w');
  onTestFinished(() => closeSync(descriptor));
  for (const text of ['a', 'b']) writeWhole(`/dev/fd/${descriptor}`, text);
  expect(readText(file)).toBe('ab');
});

test('a device stays a device', () => {
  expect(findDestination('/dev/null')).toEqual({ kind: 'other', file: '/dev/null', isFifo: false });
});

function makeFifo(): string {
  const fifo = path.join(makeFolder(), 'fifo');
  expect(spawnSync('mkfifo', [fifo]).status).toBe(0);
  return fifo;
}

test('whoever reads a FIFO gets the text, and it stays a FIFO', async () => {
  const fifo = makeFifo();
  const reader = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void reader.kill());
  const received = readAll(reader.stdout);
  // Opens when the reader has.
  const held = await open(fifo, 'w');
  writeWhole(fifo, 'text');
  await held.close();
  expect([await received, lstatSync(fifo).isFIFO()]).toEqual(['text', true]);
});

test('a FIFO that nobody reads is an error, not a wait without end', () => {
  const fifo = makeFifo();
  expect(() => writeWhole(fifo, 'text')).toThrow(
    new WschaosError('output.failed', `cannot write ${fifo}: nobody reads this FIFO`),
  );
});

test('a folder is refused as what the user wrote', () => {
  const folder = makeFolder();
  expect(() => findDestination(folder)).toThrow(
    expect.objectContaining({ code: 'cli.usage', message: `cannot write ${folder}: it is a folder` }),
  );
});

test('a failure half way leaves the old file and nothing else', () => {
  const folder = makeFolder({ file: 'old' });
  const program = `import { writeWhole } from './src/cli/write-whole.ts';
    try { writeWhole(process.argv[1], 'x'.repeat(100_000)); } catch (error) { process.stdout.write(error.message); }`;
  const { command, argv } = nodeCommand(['--input-type=module', '--eval', program, path.join(folder, 'file')]);
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -f 8; exec "$0" "$@"', command, ...argv], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  });
  expect(stdout).toBe(`cannot write ${folder}/file: file too large`);
  expect(readdirSync(folder).map((name) => [name, readText(path.join(folder, name))])).toEqual([['file', 'old']]);
});
