import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
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

test('a URL that nobody can dial is told, not thrown at', () => {
  const broken = {
    ...caseOf(''),
    target: { kind: 'url', url: 'ws://localhost:99999', headers: {}, rejectUnauthorized: true },
  } as const;
  expect(() => checkRemote([broken])).toThrow(
    new WschaosError(
      'cli.usage',
      '"ws://localhost:99999" is not a target; its port "99999" is not a number from 1 to 65535',
    ),
  );
});
