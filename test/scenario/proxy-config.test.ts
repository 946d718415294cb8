import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { parseProxyConfig } from '../../src/scenario/proxy-config.ts';

const parse = (text: string) => parseProxyConfig('proxies.yaml', text, faults);
const messagesOf = (text: string): readonly string[] => {
  const reading = parse(text);
  if (reading.kind !== 'problems') return [];
  return reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

test('a configuration gives its proxies, with faults as they are written', () => {
  expect(
    parse(`proxies:
  - name: chat
    target: ws://127.0.0.1:8080/room
    listen: 9001
    tls: self-signed
    faults: [{ fault: latency, with: { delay: 20ms }, for: 5s }, { fault: tls, with: { mode: expired } }]
  - { name: mysql:main, target: builtin:echo, listen: "[::1]:9002", enabled: false, tls: { cert: a.pem, key: b.pem } }
`),
  ).toEqual({
    kind: 'config',
    proxies: [
      {
        ...{ name: 'chat', target: 'ws://127.0.0.1:8080/room', listen: { host: '127.0.0.1', port: 9001 } },
        ...{ tls: 'self-signed', enabled: true },
        faults: [
          { fault: 'latency', with: { delay: '20ms' }, for: '5s' },
          { fault: 'tls', with: { mode: 'expired' } },
        ],
      },
      {
        ...{ name: 'mysql:main', target: 'builtin:echo', listen: { host: '::1', port: 9002 }, enabled: false },
        ...{ tls: { cert: 'a.pem', key: 'b.pem' }, faults: [] },
      },
    ],
  });
});

test('JSON is understood as well', () => {
  expect(parse('{"proxies": [{"name": "a", "target": "builtin:echo"}]}')).toMatchObject({
    ...{ kind: 'config', proxies: [{ name: 'a', faults: [], enabled: true }] },
  });
});

describe('a problem is told at its place:', () => {
  test.each([
    ['no map', '- a', '1:1 expected a map with the key "proxies"'],
    ['no proxies', 'proxy: []', '1:1 unknown key "proxy"; expected one of proxies'],
    ['an unknown key', 'proxies:\n  - { name: a, target: builtin:echo, colour: 1 }', '2:38 unknown key "colour"'],
    ['no target', 'proxies:\n  - name: a', 'missing key "target"'],
    ['a target of no kind', 'proxies:\n  - name: a\n    target: localhost', '3:13 "localhost" is not a target'],
    [
      'a server that is none',
      'proxies:\n  - name: a\n    target: builtin:eco',
      '3:13 no built-in server "builtin:eco"',
    ],
    ['a name that is none', 'proxies:\n  - name: a b\n    target: builtin:echo', '2:11 '],
    [
      'a name that comes twice',
      'proxies:\n  - { name: a, target: builtin:echo }\n  - { name: a, target: builtin:echo }',
      '3:13 proxies[0] has the name "a" already',
    ],
    [
      'an address',
      'proxies:\n  - name: a\n    target: builtin:echo\n    listen: here',
      '4:13 "here" is not an address',
    ],
    [
      'an option of a fault',
      'proxies:\n  - name: a\n    target: builtin:echo\n    faults:\n      - fault: latency\n        with: { dely: 1ms }',
      '6:17 unknown key "dely"',
    ],
    [
      'a fault that needs TLS',
      'proxies:\n  - name: a\n    target: builtin:echo\n    faults: [{ fault: tls, with: { mode: expired } }]',
      '"tls" needs a listener with TLS',
    ],
  ])('%s', (_what, text, message) => {
    expect(messagesOf(text).join('\n')).toContain(message);
  });
});

test.each([
  '',
  '\0',
  'a: *b',
  'proxies: [[[[',
  'proxies: {a: 1}',
  'proxies: [1, null, []]',
  '<<: 1',
])('whatever the text is, it does not throw: %j', (text) => {
  expect(parse(text).kind).toBe('problems');
});
