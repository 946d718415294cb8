import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileLookUp } from '../../src/runner/look-up-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wschaos-look-'));
  mkdirSync(join(folder, 'bin'));
  for (const name of ['client.ts', 'bin/tool']) writeFileSync(join(folder, name), '');
  chmodSync(join(folder, 'bin/tool'), 0o755);
  symlinkSync('nowhere', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lookUp = (PATH?: string) => createFileLookUp((name) => join(folder, name), PATH === undefined ? {} : { PATH });

describe('a file', () => {
  test.each([
    ['client.ts', { kind: 'file' }],
    ['bin', { kind: 'folder' }],
    ['clint.ts', { kind: 'nothing', name: 'clint.ts', near: ['bin', 'client.ts', 'dangling', 'loop'] }],
    ['dangling', { kind: 'nothing', name: 'dangling' }],
    ['bni/deep/tool', { kind: 'nothing', name: 'bni', near: expect.arrayContaining(['bin']) }],
    ['client.ts/tool', { kind: 'nothing', name: 'tool', near: [] }],
    // Nobody knows; who needs it says so.
    ['loop', { kind: 'file' }],
  ])('%s is found to be %j', (name, finding) => {
    expect(lookUp().file(name)).toMatchObject(finding);
  });
});

describe('a program', () => {
  test.each([
    ['with a slash is looked for from the folder', './bin/tool', '/nowhere', { kind: 'file' }],
    ['with a slash is not looked for in PATH', './tool', 'bin', { kind: 'nothing', name: 'tool' }],
    ['is looked for in PATH, whose entries may be relative', 'tool', '/nowhere:bin', { kind: 'file' }],
    ['is no folder of that name', 'bin', '', { kind: 'nothing', name: 'bin' }],
    ['is looked for in the folder itself by an empty entry', 'client.ts', '/nowhere:', { kind: 'file' }],
    ['is not there', 'tol', '/nowhere:bin', { kind: 'nothing', name: 'tol', near: ['tool'] }],
  ])('%s', (_what, name, searchPath, finding) => {
    expect(lookUp(searchPath).program(name, folder, undefined)).toMatchObject(finding);
    expect(lookUp('/other').program(name, folder, searchPath)).toMatchObject(finding);
  });

  test('is looked for in the usual places without PATH', () => {
    expect(lookUp().program('sh', folder, undefined)).toEqual({ kind: 'file' });
  });
});
