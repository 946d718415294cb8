import { expect, test } from 'vitest';
import { compare } from '../../src/cli/compare.ts';
import { explainRefusal } from '../../src/cli/explain-refusal.ts';
import { proxy } from '../../src/cli/proxy.ts';
import { run } from '../../src/cli/run.ts';

test.each([
  [
    'an argument that is missing',
    'Not enough non-option arguments: got 0, need at least 1',
    compare,
    'missing argument <base>: results.json of before',
  ],
  [
    'an option without its value',
    'Not enough arguments following: listen',
    proxy,
    '--listen needs a value: HOST:PORT or PORT; default: any free port of 127.0.0.1',
  ],
  [
    'a letter without its value',
    'Not enough arguments following: x',
    run,
    '--max-failures needs a value: Stop after so many failed cases',
  ],
  [
    'what is missing of nobody knows which command',
    'Not enough arguments following: x',
    undefined,
    '--x needs a value',
  ],
  ['what nobody foresaw', 'Something else', run, 'Something else'],
])('is told in words of the command: %s', (_what, text, command, expected) => {
  expect(explainRefusal(text, command)).toBe(expected);
});
