import { expect, test } from 'vitest';
import { createPaint } from '../../src/cli/create-paint.ts';
import { recordOutput } from './test-io.ts';

const red = '\u001b[31mx\u001b[39m';

test.each([
  ['a terminal', true, {}, undefined, red],
  ['a pipe', false, {}, undefined, 'x'],
  ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, undefined, 'x'],
  ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, undefined, red],
  ['a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, undefined, red],
  ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, undefined, 'x'],
  ['a pipe with FORCE_COLOR and NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, red],
  ['a dumb terminal', true, { TERM: 'dumb' }, undefined, 'x'],
  ['a pipe with --color', false, { NO_COLOR: '1' }, true, red],
  ['a terminal with --no-color', true, { FORCE_COLOR: '1' }, false, 'x'],
])('colours are right for %s', (_where, isTerminal, env, flag, expected) => {
  expect(createPaint(recordOutput(isTerminal), env, flag)('red', 'x')).toBe(expected);
});
