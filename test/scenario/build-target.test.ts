import { describe, expect, test } from 'vitest';
import { buildListen, buildTarget, parseTargetUrl } from '../../src/scenario/build-target.ts';
import { caseOf, contextOf, createFiles, problemsOf } from './scenario-text.ts';

const start = 'version: 1\nname: a\n';
const url = (text: string) => ({ kind: 'url', url: text, headers: {}, rejectUnauthorized: true });

describe('a target', () => {
  test.each([
    ['ws://127.0.0.1:8080/path?a=b', url('ws://127.0.0.1:8080/path?a=b')],
    ['wss://example.org', url('wss://example.org')],
    ['tcp://[::1]:1883', url('tcp://[::1]:1883')],
    [
      '{ url: ws://a, headers: { X-Id: 7 }, rejectUnauthorized: false }',
      { kind: 'url', url: 'ws://a', headers: { 'X-Id': '7' }, rejectUnauthorized: false },
    ],
    ['{ builtin: chat }', { kind: 'builtin', server: 'chat', intervalMs: 1_000 }],
    [
      '{ builtin: echo, heartbeat: { interval: 1s, timeout: 500ms }, handshakeTimeout: 2s, maxBuffered: 4MiB, padding: 1KiB }',
      {
        kind: 'builtin',
        server: 'echo',
        intervalMs: 1_000,
        heartbeat: { intervalMs: 1_000, timeoutMs: 500 },
        handshakeTimeoutMs: 2_000,
        maxBufferedBytes: 4 * 2 ** 20,
        padding: 1_024,
      },
    ],
    ['{ builtin: ticker, interval: 250ms }', { kind: 'builtin', server: 'ticker', intervalMs: 250 }],
    [
      '{ command: [node, s.js], url: ws://127.0.0.1:1, ready: up }',
      { kind: 'command', command: ['node', 's.js'], url: 'ws://127.0.0.1:1', ready: 'up', cwd: 'lab' },
    ],
  ])('is %s', (target, expected) => {
    expect(caseOf(`${start}target: ${target}`).target).toEqual(expected);
  });

  test.each([
    [
      'localhost:8080',
      [
        '3:9 "localhost:8080" is not a target; expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT',
      ],
    ],
    [
      'tcp://host',
      ['3:9 "tcp://host" is not a target; expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT'],
    ],
    [
      '{ url: "ws:// x" }',
      ['3:16 "ws:// x" is not a target; expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT'],
    ],
    [
      'ws://localhost:99999',
      ['3:9 "ws://localhost:99999" is not a target; its port "99999" is not a number from 1 to 65535'],
    ],
    ['{ url: "wss://:443" }', ['3:16 "wss://:443" is not a target; it names no host']],
    ['{ buitin: echo }', ['3:11 unknown key "buitin" in target (did you mean "builtin"?)']],
    ['{ builtin: ecko }', ['3:20 unknown builtin "ecko" (did you mean "echo"?)']],
    ['{ builtin: echo, url: ws://a }', ['3:26 "url" does not go with "builtin"']],
    ['{ url: ws://a, interval: 1s }', ['3:24 "interval" does not go with "url"']],
    ['{ url: ws://a, heartbeat: { interval: 1s, timeout: 1s } }', ['3:24 "heartbeat" does not go with "url"']],
    [
      '{ builtin: echo, heartbeat: { interval: 1s } }',
      ['3:26 missing key "timeout" in target.heartbeat; expected a duration such as "500ms"'],
    ],
    ['{ builtin: echo, handshakeTimeout: 0s }', ['3:44 target.handshakeTimeout: must be longer than 0']],
    ['{ builtin: echo, maxBuffered: 5 }', ['3:39 target.maxBuffered: a size needs a unit: "5B" or "5KiB"?']],
    ['{ command: [x] }', ['3:1 a command needs the "url" where it answers']],
    ['{ url: ws://a, headers: { X-Id: "a\\nb: c" } }', ['3:41 target.headers.X-Id: a header value has no line breaks']],
    ['{ command: [x], url: ws://a, headers: {} }', ['3:38 "headers" does not go with "command"']],
  ])('is refused: %s', (target, expected) => {
    expect(problemsOf(`${start}target: ${target}`)).toEqual(expected);
  });

  test('must be named somewhere', () => {
    expect(problemsOf(start)).toEqual(['1:1 missing key "target"; say where to connect to, here or with --target']);
    expect(caseOf(start, { overrides: { target: parseTargetUrl('ws://b') as never } }).target).toEqual(url('ws://b'));
  });

  test('of a base runs in the folder of the base', () => {
    const files = { 'base/b.yaml': 'target: { command: [x], url: ws://a }' };
    expect(caseOf(`${start}extends: ../base/b.yaml`, { files }).target).toMatchObject({ cwd: 'base' });
  });

  test('without a URL is not built, and the reason is reported', () => {
    const context = contextOf('target: {}');
    expect(buildTarget({}, context, createFiles({}))).toBeUndefined();
    expect(context.found).toEqual(['1:1 a target needs "url" or "builtin"']);
  });
});

describe('the address to listen on', () => {
  const listenOf = (listen: string) => caseOf(`${start}target: ws://a\n${listen}`).listen;

  test.each([
    ['is any free port of 127.0.0.1 unless given', '', { host: '127.0.0.1', port: 0, tls: undefined }],
    ['has host and port', 'listen: localhost:8080', { host: 'localhost', port: 8080, tls: undefined }],
    ['has IPv6 addresses in brackets', "listen: '[::1]:0'", { host: '::1', port: 0, tls: undefined }],
    ['may terminate TLS', 'listen: { tls: self-signed }', { host: '127.0.0.1', port: 0, tls: 'self-signed' }],
    [
      'finds certificates beside the scenario',
      'listen: { address: 127.0.0.1:1, tls: { cert: c.pem, key: /k.pem } }',
      { host: '127.0.0.1', port: 1, tls: { cert: 'lab/c.pem', key: '/k.pem' } },
    ],
  ])('%s', (_what, listen, expected) => {
    expect(listenOf(listen)).toEqual(expected);
  });

  test.each([
    ['nowhere', '1:9 "nowhere" is not an address; expected HOST:PORT such as "127.0.0.1:0" or "[::1]:8080"'],
    ['a:70000', '1:9 "a:70000" is not an address; expected HOST:PORT such as "127.0.0.1:0" or "[::1]:8080"'],
  ])('is refused: %s', (address, expected) => {
    const context = contextOf(`listen: ${address}`);
    expect(buildListen(address, context, createFiles({}))).toBeUndefined();
    expect(context.found).toEqual([expected]);
  });
});
