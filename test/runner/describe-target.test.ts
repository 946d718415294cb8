import { expect, test } from 'vitest';
import { describeTarget } from '../../src/runner/describe-target.ts';

test('a built-in server is named', () => {
  expect(describeTarget({ kind: 'builtin', server: 'echo', intervalMs: 0 })).toBe('builtin echo');
});

test.each([
  ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080'],
  ['wss://chat.example/socket', 'wss://chat.example/socket'],
  ['wss://ann:secret@chat.example/socket?token=secret#part', 'wss://chat.example/socket?…'],
])('%s is named without what may be secret', (url, expected) => {
  expect(describeTarget({ kind: 'url', url, headers: {}, rejectUnauthorized: true })).toBe(expected);
});

test('of a command it is the address that counts', () => {
  const command = { kind: 'command', command: ['node'], url: 'ws://127.0.0.1:9/', ready: undefined, cwd: '/' } as const;
  expect(describeTarget(command)).toBe('ws://127.0.0.1:9');
});
