import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeNew } from '../../../src/cli/init/write-new.ts';
import { makeFolder } from '../test-io.ts';

test('a file is written where nothing stands, and the folders above it are made', () => {
  const file = path.join(makeFolder(), 'a/b/c.txt');
  expect([writeNew(file, 'text'), readFileSync(file, 'utf8')]).toEqual([true, 'text']);
});

test('what stands there is left alone', () => {
  const folder = makeFolder({ 'a.txt': 'mine' });
  expect(writeNew(path.join(folder, 'a.txt'), 'text')).toBe(false);
  expect(readFileSync(path.join(folder, 'a.txt'), 'utf8')).toBe('mine');
});

test('through a link that leads nowhere nothing is written', () => {
  const folder = makeFolder();
  symlinkSync(path.join(folder, 'target'), path.join(folder, 'link'));
  expect([writeNew(path.join(folder, 'link'), 'text'), existsSync(path.join(folder, 'target'))]).toEqual([
    false,
    false,
  ]);
});

test('a folder that cannot be made is told of', () => {
  const folder = makeFolder({ a: 'a file' });
  expect(() => writeNew(path.join(folder, 'a/b.txt'), '')).toThrow(/cannot make the folder .*: .* is no folder/);
});
