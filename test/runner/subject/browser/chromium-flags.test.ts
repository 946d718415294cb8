import { expect, test } from 'vitest';
import { chromiumFlags } from '../../../../src/runner/subject/browser/chromium-flags.ts';

const plain = { profile: '/tmp/profile', isRoot: false, trustedKey: undefined, args: [] };

test('a browser is steered through a pipe and keeps its things in the profile', () => {
  const flags = chromiumFlags(plain);
  expect(flags).toEqual(
    expect.arrayContaining(['--headless', '--remote-debugging-pipe', '--user-data-dir=/tmp/profile']),
  );
  expect(flags.filter((flag) => /sandbox|spki|remote-debugging-port/.test(flag))).toEqual([]);
});

test('root has no sandbox', () => {
  expect(chromiumFlags({ ...plain, isRoot: true })).toContain('--no-sandbox');
});

test('one key is trusted, and certificates are checked otherwise', () => {
  const flags = chromiumFlags({ ...plain, trustedKey: 'aGFzaA==' });
  expect(flags.filter((flag) => flag.includes('certificate'))).toEqual([
    '--ignore-certificate-errors-spki-list=aGFzaA==',
  ]);
});

test("the user's flags come last", () => {
  expect(chromiumFlags({ ...plain, args: ['--lang=de', '--mute-audio'] }).slice(-2)).toEqual([
    '--lang=de',
    '--mute-audio',
  ]);
});
