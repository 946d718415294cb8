import { hostname, networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { hostsOf } from '../../src/proxy/hosts-of.ts';

test.each([
  ['127.0.0.1', ['127.0.0.1', 'localhost', '::1']],
  ['localhost', ['localhost', '127.0.0.1', '::1']],
  ['::1', ['::1', 'localhost', '127.0.0.1']],
  ['10.1.2.3', ['10.1.2.3', 'localhost', '127.0.0.1', '::1']],
  ['dev.example', ['dev.example', 'localhost', '127.0.0.1', '::1']],
])('a listener on %s is dialled by %j', (host, hosts) => {
  expect(hostsOf(host)).toEqual(hosts);
});

test.each(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'])('a listener on %s is dialled by all that this machine has', (host) => {
  const hosts = hostsOf(host);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);
  expect(hosts).toEqual(expect.arrayContaining([hostname(), 'localhost', '127.0.0.1', '::1', ...addresses]));
  expect(hosts).not.toContain(host);
});
