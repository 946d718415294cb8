import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFiles, readText, root } from './tree.ts';

const linesOf = (path: string): number => readText(path).trimEnd().split('\n').length;

const longerThan = (paths: readonly string[], maxLines: number): readonly string[] =>
  paths
    .filter((path) => linesOf(path) > maxLines)
    .map(
      (path) =>
        `${path} has ${linesOf(path)} lines, at most ${maxLines}: split it by what changes for different reasons`,
    );

/** Names that say nothing about what a file is for. */
const emptyWords = /^(utils?|helpers?|common|shared|misc|managers?|stuff)$/;

const allowedAtTop: readonly string[] = [
  ...['bin', 'src', 'scenarios', 'test'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
];

/** What git ignores at the top: build output, installed packages, results. */
const ignoredAtTop = readText('.gitignore')
  .split('\n')
  .filter((line) => line !== '' && !line.includes('*'))
  .map((line) => line.replace(/^\/|\/$/g, ''));

describe('files', () => {
  test('of src have at most 300 lines', () => {
    expect(longerThan(listFiles(['src', 'bin']), 300)).toEqual([]);
  });

  test('of test have at most 400 lines', () => {
    expect(longerThan(listFiles(['test'], '.ts'), 400)).toEqual([]);
  });

  test('and folders are named after what they hold', () => {
    const empty = listFiles(['bin', 'src', 'test', 'scenarios']).filter((path) =>
      path.split(/[/.-]/).some((word) => emptyWords.test(word)),
    );
    expect(empty.map((path) => `${path}: the name does not say what it is for`)).toEqual([]);
  });

  test('at the top are only those that a package cannot do without', () => {
    const extra = readdirSync(root).filter(
      (name) => !name.startsWith('.') && !allowedAtTop.includes(name) && !ignoredAtTop.includes(name),
    );
    expect(extra.map((name) => `${name}: move it into bin, src, scenarios or test`)).toEqual([]);
  });

  test('that README.md shows as pictures are there, and have at most 150 kB', () => {
    const shown = [...readText('README.md').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((path) => statSync(join(root, path)).size > 150_000)).toEqual([]);
  });
});
