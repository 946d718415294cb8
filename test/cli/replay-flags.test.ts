import { expect, test } from 'vitest';
import { replayFlagsOf } from '../../src/cli/replay-flags.ts';

const target = { text: 'ws://127.0.0.1:1/?token=secret', source: '--target' };

test('only what was given stands there, and traces are asked for', () => {
  const settings = { target: undefined, overrides: {} };
  expect(replayFlagsOf(settings, { allowsRemote: false, redacts: true })).toEqual(['--trace', 'on']);
});

test('what was given stands there, secrets left out', () => {
  const settings = { target, overrides: { timeoutMs: 1500, insecure: true } };
  expect(replayFlagsOf(settings, { allowsRemote: true, redacts: true })).toEqual([
    ...['--target', 'ws://127.0.0.1:1/?token=redacted', '--insecure', '--timeout', '1.5s', '--allow-remote'],
    ...['--trace', 'on'],
  ]);
});

test('secrets stand there for who asked for them', () => {
  expect(replayFlagsOf({ target, overrides: {} }, { allowsRemote: false, redacts: false })).toEqual([
    ...['--target', target.text, '--trace', 'on', '--no-redact'],
  ]);
});
