import { expect, test } from 'vitest';
import { scenarioTargetOf } from '../../../src/runner/session/scenario-target.ts';

const target = 'wss://127.0.0.1:1/chat';

test.each([
  ['its URL, where that is all', { target, headers: {} }, target],
  ['with what it accepts', { target, rejectUnauthorized: false }, { url: target, rejectUnauthorized: false }],
  [
    'with headers that anybody may read',
    { target, headers: { Origin: 'http://a', 'User-Agent': `a \${b}` } },
    { url: target, headers: { Origin: 'http://a', 'User-Agent': `a $\${b}` } },
  ],
  [
    'with variables in place of what may be secret',
    { target, headers: { Authorization: 'Bearer x', 'x-api-key': 'y' } },
    { url: target, headers: { Authorization: `\${env.AUTHORIZATION}`, 'x-api-key': `\${env.X_API_KEY}` } },
  ],
])('a target is written %s', (_how, given, expected) => {
  expect(scenarioTargetOf(given)).toEqual(expected);
});
