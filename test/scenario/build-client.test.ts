import { describe, expect, test } from 'vitest';
import { defaultClientPolicy } from '../../src/base/client-policy.ts';
import { buildClient } from '../../src/scenario/build-client.ts';
import { caseOf, contextOf, createFiles, head, problemsOf } from './scenario-text.ts';

const clientOf = (client: string) => caseOf(`${head}client: ${client}`).client;

describe('the reference client', () => {
  test('is the default, with its built-in policy', () => {
    const expected = { kind: 'reference', count: 1, startOverMs: 0, policy: defaultClientPolicy };
    expect(caseOf(head).client).toEqual(expected);
    expect(clientOf('reference')).toEqual(expected);
    expect(clientOf('{ type: reference }')).toEqual(expected);
  });

  test('is ready at a pong where the target is not built in, unless told otherwise', () => {
    const context = contextOf('name: x');
    const readyOf = (ready?: 'open'): unknown => {
      const entry = { type: 'reference' as const, count: 1, ...(ready === undefined ? {} : { ready }) };
      const client = buildClient(entry, false, context, createFiles({}));
      return client.kind === 'reference' && client.policy.ready;
    };
    expect([readyOf(), readyOf('open')]).toEqual(['pong', 'open']);
  });

  test('can be set in every detail', () => {
    const client = `
  type: reference
  count: 5
  start: { over: 5s }
  protocols: [a, b]
  headers: { Authorization: secret, X-Number: 5 }
  connectTimeout: 1s
  readyTimeout: 2s
  closeTimeout: 3s
  replyTimeout: 4s
  ready: message
  noticesEnd: at-send
  heartbeat: { mode: app, interval: 5s, timeout: 6s, maxMissed: 2, alive: pong }
  reconnect:
    backoff: fixed
    initial: 7s
    max: 8s
    factor: 1.5
    first: { random: [0s, 9s] }
    resetAfter: 10s
    maxAttempts: 11
    maxElapsed: 12s
    respectRetryAfter: false
    fatalCloseCodes: [1008]
    authCloseCodes: [4403]
    fatalStatuses: [404]
    authStatuses: [407]
  queue: { maxMessages: 13, maxBytes: 14B, overflow: throw, resend: unacked }
  send: { stallTimeout: 15s, highWaterMark: 16KiB }`;
    expect(clientOf(client)).toEqual({
      kind: 'reference',
      count: 5,
      startOverMs: 5_000,
      policy: {
        protocols: ['a', 'b'],
        headers: { Authorization: 'secret', 'X-Number': '5' },
        connectTimeoutMs: 1_000,
        readyTimeoutMs: 2_000,
        closeTimeoutMs: 3_000,
        replyTimeoutMs: 4_000,
        ready: 'message',
        noticesEnd: 'at-send',
        heartbeat: { mode: 'app', intervalMs: 5_000, timeoutMs: 6_000, maxMissed: 2, alive: 'pong' },
        reconnect: {
          backoff: 'fixed',
          initialMs: 7_000,
          maxMs: 8_000,
          factor: 1.5,
          first: { randomMs: [0, 9_000] },
          resetAfterMs: 10_000,
          maxAttempts: 11,
          maxElapsedMs: 12_000,
          respectRetryAfter: false,
          fatalCloseCodes: [1008],
          authCloseCodes: [4403],
          fatalStatuses: [404],
          authStatuses: [407],
        },
        queue: { maxMessages: 13, maxBytes: 14, overflow: 'throw', resend: 'unacked' },
        send: { stallTimeoutMs: 15_000, highWaterMark: 16_384 },
      },
    });
  });

  test.each([
    ['{ initial: 5s, max: 1s }', '4:59 the first delay (5000 ms) is longer than the longest (1000 ms)'],
    ['{ initial: 1m }', '4:50 the first delay (60000 ms) is longer than the longest (30000 ms)'],
    ['{ first: { random: [5s, 1s] } }', '4:50 the range begins above its end; write the smaller first'],
  ])('is refused with reconnect: %s', (reconnect, problem) => {
    expect(problemsOf(`${head}client: { type: reference, reconnect: ${reconnect} }`)).toEqual([problem]);
  });
});

describe("somebody else's client", () => {
  test.each([
    ['external', { kind: 'external', count: 1, startOverMs: 0, heartbeat: undefined }],
    [
      '{ type: external, heartbeat: { interval: 1s, timeout: 2s, style: app, frames: { heartbeat: phoenix } } }',
      {
        ...{ kind: 'external', count: 1, startOverMs: 0 },
        heartbeat: {
          ...{ intervalMs: 1_000, timeoutMs: 2_000, style: 'app' },
          frames: { opcode: undefined, heartbeat: 'phoenix' },
        },
      },
    ],
    [
      '{ type: external, heartbeat: { interval: 1s, timeout: 2s } }',
      { kind: 'external', count: 1, startOverMs: 0, heartbeat: { intervalMs: 1_000, timeoutMs: 2_000, style: 'ping' } },
    ],
    [
      '{ type: command, command: [python3, c.py], env: { N: 5 }, count: 2 }',
      {
        kind: 'command',
        count: 2,
        startOverMs: 0,
        command: ['python3', 'c.py'],
        env: { N: '5' },
        cwd: 'lab',
        heartbeat: undefined,
      },
    ],
    [
      '{ type: module, module: ./c.ts, options: { a: [1] }, heartbeat: { interval: 1s, style: tick } }',
      {
        kind: 'module',
        count: 1,
        startOverMs: 0,
        module: 'lab/c.ts',
        cwd: 'lab',
        options: { a: [1] },
        heartbeat: { intervalMs: 1_000, timeoutMs: 0, style: 'tick' },
      },
    ],
    [
      '{ type: browser, page: app.html, heartbeat: { style: none } }',
      {
        kind: 'browser',
        count: 1,
        startOverMs: 0,
        page: { kind: 'file', path: 'lab/app.html' },
        random: 'seeded',
        executablePath: undefined,
        args: [],
        heartbeat: { intervalMs: 0, timeoutMs: 0, style: 'none' },
      },
    ],
    [
      '{ type: browser, page: "http://a/b" }',
      {
        kind: 'browser',
        count: 1,
        startOverMs: 0,
        page: { kind: 'url', url: 'http://a/b' },
        random: 'seeded',
        executablePath: undefined,
        args: [],
        heartbeat: undefined,
      },
    ],
    [
      '{ type: browser, page: app.html, random: native, executablePath: chrome, args: [--lang=de] }',
      {
        kind: 'browser',
        count: 1,
        startOverMs: 0,
        page: { kind: 'file', path: 'lab/app.html' },
        random: 'native',
        executablePath: 'lab/chrome',
        args: ['--lang=de'],
        heartbeat: undefined,
      },
    ],
  ])('is %s', (client, expected) => {
    expect(clientOf(client)).toEqual(expected);
  });

  test('needs the times of which its bound is made', () => {
    expect(problemsOf(`${head}client: { type: external, heartbeat: { style: idle } }`)).toEqual([
      '4:27 missing key "interval" in client.heartbeat; the style "idle" needs it',
      '4:27 missing key "timeout" in client.heartbeat; the style "idle" needs it',
    ]);
  });
});
