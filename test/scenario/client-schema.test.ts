import { describe, expect, test } from 'vitest';
import { clientSchema, command, texts } from '../../src/scenario/client-schema.ts';
import { head, problemsOf } from './scenario-text.ts';

const problemsWith = (client: string): readonly string[] => problemsOf(`${head}client: ${client}\n`);

describe('a client', () => {
  test('has the defaults that every type shares', () => {
    expect(clientSchema.parse({ type: 'external' })).toEqual({ type: 'external', count: 1 });
  });

  test.each([
    ['referense', '4:9 unknown client "referense" (did you mean "reference"?)'],
    ['5', '4:9 unknown client 5; expected one of reference, external'],
    ['{ type: modul }', '4:17 unknown type "modul" (did you mean "module"?)'],
    ['{ count: 5 }', '4:1 missing key "type" in client; expected one of reference, command, module, browser, external'],
    ['{ type: reference, hartbeat: {} }', '4:28 unknown key "hartbeat" in client (did you mean "heartbeat"?)'],
    [
      '{ type: reference, heartbeat: { interval: 1 } }',
      '4:51 client.heartbeat.interval: a duration needs a unit: "1ms" or "1s"?',
    ],
    [
      '{ type: reference, heartbeat: { mode: pnig } }',
      '4:47 unknown mode "pnig"; expected one of ping, app, server, idle, none',
    ],
    [
      '{ type: reference, reconnect: { backoff: ful-jitter } }',
      '4:50 unknown backoff "ful-jitter" (did you mean "full-jitter"?)',
    ],
    ['{ type: reference, reconnect: { factor: 0.5 } }', '4:49 client.reconnect.factor: must be at least 1, got 0.5'],
    [
      '{ type: reference, reconnect: { first: { random: [1s] } } }',
      '4:50 client.reconnect.first.random: must have at least 2 items, got 1',
    ],
    [
      '{ type: reference, reconnect: { fatalCloseCodes: [999] } }',
      '4:59 client.reconnect.fatalCloseCodes[0]: must be at least 1000, got 999',
    ],
    ['{ type: reference, queue: { maxBytes: 5 } }', '4:47 client.queue.maxBytes: a size needs a unit: "5B" or "5KiB"?'],
    [
      '{ type: command, command: node app.js }',
      '4:35 client.command: expected a list, the program and each argument by itself: [node, app.js]',
    ],
    ['{ type: command, command: [] }', '4:26 client.command: expected a list: the program and each argument by itself'],
    ['{ type: module }', '4:1 missing key "module" in client'],
    ['{ type: external, heartbeat: { style: pings } }', '4:47 unknown style "pings" (did you mean "ping"?)'],
    ['{ type: external, count: 0 }', '4:34 client.count: must be at least 1, got 0'],
  ])('is refused: %s', (client, problem) => {
    expect(problemsWith(client)).toEqual([problem]);
  });

  test('takes numbers where the environment may give them, as text', () => {
    expect(texts.parse({ 'X-Id': 7, 'X-On': true, 'X-Name': 'a' })).toEqual({
      'X-Id': '7',
      'X-On': 'true',
      'X-Name': 'a',
    });
  });

  test('takes a command as a list only', () => {
    expect(command.safeParse(['node', 'a b.js']).success).toBe(true);
    expect(command.safeParse('node a.js').success).toBe(false);
  });
});
