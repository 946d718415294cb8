import { describe, expect, test } from 'vitest';
import { findChromium } from '../../../../src/runner/subject/browser/find-chromium.ts';

const downloaded = '/home/me/.cache/ms-playwright/chromium-1234/chrome-linux/chrome';
const nowhere = { given: undefined, fromEnvironment: undefined, downloaded };

/** A machine that has these files. */
const machine =
  (...files: readonly string[]) =>
  (path: string): boolean =>
    files.includes(path);

describe('the browser is', () => {
  test.each([
    ['the one that the scenario names', { given: '/a/chrome', fromEnvironment: '/b/chrome' }, '/a/chrome'],
    ['else that of WSCHAOS_CHROMIUM', { fromEnvironment: '/b/chrome' }, '/b/chrome'],
    ['else one in a well-known place', { fromEnvironment: '' }, '/usr/bin/chromium'],
  ])('%s', (_what, places, expected) => {
    const exists = machine('/a/chrome', '/b/chrome', '/usr/bin/google-chrome', '/usr/bin/chromium', downloaded);
    expect(findChromium({ ...nowhere, ...places }, exists)).toBe(expected);
  });

  test('else the one that Playwright downloaded', () => {
    expect(findChromium(nowhere, machine(downloaded))).toBe(downloaded);
  });
});

describe('no browser is found', () => {
  test.each([
    ['where the scenario names none', { given: '/a/chrome' }, '/a/chrome, which client.executablePath names'],
    ['where the environment names none', { fromEnvironment: '/b/chrome' }, '/b/chrome, which WSCHAOS_CHROMIUM names'],
  ])('%s, though another is there', (_where, places, what) => {
    const find = (): string => findChromium({ ...nowhere, ...places }, machine('/usr/bin/chromium'));
    expect(find).toThrow(
      expect.objectContaining({ code: 'client.not-found', message: `there is no browser at ${what}` }),
    );
  });

  test('on a machine that has none', () => {
    expect(() => findChromium(nowhere, machine())).toThrow(
      expect.objectContaining({
        code: 'client.not-found',
        message: 'no Chromium and no Chrome was found on this machine',
        hint: expect.stringContaining('apt-get install chromium'),
      }),
    );
  });
});
