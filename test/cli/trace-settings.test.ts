import { expect, test } from 'vitest';
import { readTraceSettings } from '../../src/cli/trace-settings.ts';

test.each([
  ['without a word', {}, { mode: 'failures', payloadBytes: 0 }],
  ['of all', { trace: 'on' }, { mode: 'on', payloadBytes: 0 }],
  ['with payloads', { trace: 'on', 'trace-payload': '1KiB' }, { mode: 'on', payloadBytes: 1024 }],
  ['of nothing', { trace: 'off' }, undefined],
])('traces %s', (_what, args, expected) => {
  expect(readTraceSettings(args)).toEqual(expected);
});

test.each([
  [
    'another mode',
    { trace: 'failure' },
    '--trace: expected on, off or failures, got "failure" (did you mean "failures"?)',
  ],
  ['no size', { 'trace-payload': '12' }, '--trace-payload: expected a size such as "512B", at most "64KiB", got "12"'],
  [
    'too much',
    { 'trace-payload': '1MiB' },
    '--trace-payload: expected a size such as "512B", at most "64KiB", got "1MiB"',
  ],
  [
    'payloads of nothing',
    { trace: 'off', 'trace-payload': '1KiB' },
    '--trace-payload: there is no trace with --trace off',
  ],
])('%s is refused', (_what, args, message) => {
  expect(() => readTraceSettings(args)).toThrow(message);
});
