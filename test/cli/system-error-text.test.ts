import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemErrorText } from '../../src/cli/system-error-text.ts';

function failureOf(effect: () => unknown): unknown {
  try {
    return effect();
  } catch (error) {
    return error;
  }
}

test.each([
  ['of the system is told without the call', failureOf(() => statSync('/none')), 'no such file or directory'],
  ['with an unknown number keeps its message', Object.assign(new Error('odd'), { errno: 12_345 }), 'odd'],
  ['of another kind keeps its message', new TypeError('wrong'), 'wrong'],
])('an error %s', (_what, error, text) => {
  expect(systemErrorText(error)).toBe(text);
});
