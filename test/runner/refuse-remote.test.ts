import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { refuseRemote } from '../../src/runner/refuse-remote.ts';

test('a host of this site may be disturbed', () => {
  expect(() => refuseRemote('it', '192.168.1.7', '--allow-remote')).not.toThrow();
});

test('one elsewhere may not, and what would permit it is said', () => {
  expect(() => refuseRemote('the proxy', 'ws.example.com', '"allowRemote: true"')).toThrow(
    new WschaosError('target.remote', 'the proxy connects to ws.example.com, which is not on this machine or site', {
      hint: 'Connections to it will be broken. If that server is yours to disturb, add "allowRemote: true".',
    }),
  );
});
