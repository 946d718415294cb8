import { expect, test } from 'vitest';
import { checkRemote } from '../../src/cli/check-remote.ts';
import { caseOf } from './case-of.ts';

test.each([
  ['a built-in server', 'target: { builtin: echo }'],
  ['this machine', 'target: ws://127.0.0.1:8080'],
  ['a private network', 'target: wss://10.0.0.1/x'],
  ['an IPv6 loopback', 'target: tcp://[::1]:80'],
])('a run may go to %s', (_where, target) => {
  expect(() => checkRemote([caseOf(target)])).not.toThrow();
});

test('a run may not go elsewhere without permission, also when only one case does', () => {
  const cases = [caseOf('target: ws://localhost'), caseOf('target: wss://ws.example.com/live', 'far')];
  expect(() => checkRemote(cases)).toThrow(
    'case "far" connects to ws.example.com, which is not on this machine or site',
  );
});
