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
  expect(() => checkRemote('it', caseOf(target).target)).not.toThrow();
});

test.each([
  ['a URL', 'target: wss://ws.example.com/live', 'ws.example.com'],
  ['a user and a port', 'target: ws://localhost@93.184.215.14:80', '93.184.215.14'],
  ['an IPv6 address', 'target: tcp://[2606:2800::1]:80', '2606:2800::1'],
])('nothing goes elsewhere without permission: %s', (_what, text, host) => {
  const { target } = caseOf(text);
  expect(() => checkRemote('case "far"', target)).toThrow(
    new WschaosError('target.remote', `case "far" connects to ${host}, which is not on this machine or site`, {
      hint: 'Connections to it will be broken. If that server is yours to disturb, add --allow-remote.',
    }),
  );
});

test('a URL that nobody can dial is told, not thrown at', () => {
  const broken = { kind: 'url', url: 'ws://localhost:99999', headers: {}, rejectUnauthorized: true } as const;
  expect(() => checkRemote('it', broken)).toThrow(
    new WschaosError(
      'cli.usage',
      '"ws://localhost:99999" is not a target; its port "99999" is not a number from 1 to 65535',
    ),
  );
});
