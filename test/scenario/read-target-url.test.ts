import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTargetUrl } from '../../src/scenario/read-target-url.ts';

test.each([
  ['ws://localhost', 'ws', 'localhost'],
  ['wss://a-b.example.org.:65535/path?q=1', 'wss', 'a-b.example.org.'],
  ['http://user:secret@chat_server:1?x', 'http', 'chat_server'],
  ['https://10.0.0.255#top', 'https', '10.0.0.255'],
  ['tcp://[::1]:1883/', 'tcp', '::1'],
  ['ws://[2001:db8::192.0.2.1]:80', 'ws', '2001:db8::192.0.2.1'],
  ['ws://[1:2:3:4:5:6:7:8]', 'ws', '1:2:3:4:5:6:7:8'],
])('%s is read', (text, protocol, host) => {
  expect(readTargetUrl(text)).toEqual({ protocol, host });
});

const kinds = 'expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT';

test.each([
  ['localhost:8080', kinds],
  ['ftp://localhost', kinds],
  ['ws:localhost', kinds],
  ['ws://a b', kinds],
  ['ws://localhost\\@example.org', kinds],
  ['ws://[::1', kinds],
  ['tcp://localhost', kinds],
  ['tcp://localhost:1/path', kinds],
  ['ws://', 'it names no host'],
  ['ws://user@:80/', 'it names no host'],
  ['ws://a%2eb', 'its host "a%2eb" is neither a name nor an address'],
  ['ws://a..b', 'its host "a..b" is neither a name nor an address'],
  ['ws://127.1', 'its host "127.1" is neither a name nor an address'],
  ['ws://1.2.3.256', 'its host "1.2.3.256" is neither a name nor an address'],
  ['ws://0x7f000001', 'its host "0x7f000001" is neither a name nor an address'],
  ['ws://[1:2]', 'its host "[1:2]" is neither a name nor an address'],
  ['ws://[::1::]', 'its host "[::1::]" is neither a name nor an address'],
  ['ws://[1:2:3:4:5:6:7::8]', 'its host "[1:2:3:4:5:6:7::8]" is neither a name nor an address'],
  ['ws://[1.2.3.4::]', 'its host "[1.2.3.4::]" is neither a name nor an address'],
  ['ws://localhost:99999', 'its port "99999" is not a number from 1 to 65535'],
  ['ws://localhost:0', 'its port "0" is not a number from 1 to 65535'],
  ['ws://localhost:', 'its port "" is not a number from 1 to 65535'],
  ['ws://localhost:http', 'its port "http" is not a number from 1 to 65535'],
])('%s is refused', (text, why) => {
  expect(readTargetUrl(text)).toBe(`${JSON.stringify(text)} is not a target; ${why}`);
});

test('what is accepted is a URL of that host, and what is no URL is refused', () => {
  const authority = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'a01xf.:-_%[]@\\/?# é'), maxLength: 14 }),
    fc.ipV4Extended(),
    fc.ipV4(),
    fc.ipV6().map((address) => `[${address}]`),
    fc.webAuthority({ withUserInfo: true, withPort: true, withIPv4: true, withIPv6: true }),
  );
  fc.assert(
    fc.property(fc.constantFrom('ws', 'wss', 'http', 'https', 'tcp'), authority, (protocol, text) => {
      const read = readTargetUrl(`${protocol}://${text}`);
      if (typeof read === 'string') return;
      const { hostname } = new URL(`${protocol}://${text}`);
      const written = read.host.includes(':') ? new URL(`ws://[${read.host}]`).hostname : read.host.toLowerCase();
      expect(hostname.toLowerCase()).toBe(written);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['four numbers', fc.ipV4()],
  ['groups', fc.ipV6().map((address) => `[${address}]`)],
])('every address of %s is accepted', (_what, address) => {
  fc.assert(fc.property(address, (host) => typeof readTargetUrl(`ws://${host}:80/`) === 'object'));
});
