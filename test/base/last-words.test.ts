import { expect, test } from 'vitest';
import { lastWords } from '../../src/base/last-words.ts';

const nodeCrash = [
  'node:internal/modules/cjs/loader:1210',
  '  throw err;',
  '  ^',
  '',
  "Error: Cannot find module '/app/nope.js'",
  '    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15) {',
  "  code: 'MODULE_NOT_FOUND',",
  '  requireStack: []',
  '}',
  '',
  'Node.js v20.20.2',
];

test.each([
  ['of Node', nodeCrash, "Error: Cannot find module '/app/nope.js'"],
  ['of Python', ['Traceback (most recent call last):', '  File "a.py", line 1', 'ValueError: no'], 'ValueError: no'],
  [
    'of Go',
    ['panic: runtime error: index out of range', '', 'goroutine 1 [running]:'],
    'panic: runtime error: index out of range',
  ],
  ['in colours', ['\u001b[31mError: red\u001b[39m', 'bye'], 'Error: red'],
  ['that name no error', ['starting', 'port 8080 is in use', ''], 'port 8080 is in use'],
  ['of somebody who said nothing', [], ''],
])('the last words %s', (_who, lines, expected) => {
  expect(lastWords(lines)).toBe(expected);
});
