import { describe, expect, test } from 'vitest';
import { buildTraffic } from '../../src/scenario/build-traffic.ts';
import { caseOf, contextOf, head, problemsOf } from './scenario-text.ts';

describe('traffic', () => {
  test.each([
    ['nothing', '', { send: undefined, ready: 'round-trip', sequence: undefined }],
    [
      'a text',
      'traffic: { send: { every: 1s, text: stop } }',
      { send: { everyMs: 1_000, text: 'stop' }, ready: 'round-trip' },
    ],
    [
      'JSON',
      'traffic: { send: { every: 1s, json: { a: [1, x] } } }',
      { send: { everyMs: 1_000, text: '{"a":[1,"x"]}' } },
    ],
    ['JSON null', 'traffic: { send: { every: 1s, json: null } }', { send: { everyMs: 1_000, text: 'null' } }],
    ['another sign of readiness', 'traffic: { ready: pong }', { send: undefined, ready: 'pong' }],
    ["the client's own word", 'traffic: { ready: told }', { ready: 'told' }],
    ["another client's sequence numbers", 'client: external\ntraffic: { sequence: seq }', { sequence: 'seq' }],
  ])('may be %s', (_what, text, expected) => {
    expect(caseOf(`${head}${text}`).traffic).toMatchObject(expected);
  });

  test.each([
    ['traffic: { send: { every: 1s } }', '4:12 missing key "text" in traffic.send; expected "text" or "json"'],
    ['traffic: { send: { text: a } }', '4:12 missing key "every" in traffic.send; expected a duration such as "500ms"'],
    ['traffic: { send: { every: 1s, text: a, json: 1 } }', '4:40 "text" and "json" exclude each other'],
    ['traffic: { send: { every: 0s, text: a } }', '4:27 traffic.send.every: must be longer than 0'],
    ['traffic: { sequence: s }', '4:12 "sequence" is for other clients; the reference client numbers its messages'],
    [
      'traffic: { ready: told }\nclient: external',
      '4:19 "told" is for clients that tell events; one of type "external" is seen on the wire alone',
    ],
    [
      'traffic: { send: { every: 1s, text: a } }\nclient: external',
      '4:12 "send" is for the reference client; a client of type "external" sends by itself',
    ],
  ])('is refused: %s', (text, problem) => {
    expect(problemsOf(`${head}${text}`)).toEqual([problem]);
  });

  test('is not judged by a client that is not known', () => {
    const context = contextOf('traffic: { sequence: s, send: { every: 1s, text: a } }');
    buildTraffic({ sequence: 's', send: { every: 1_000, text: 'a' } }, undefined, context);
    expect(context.found).toEqual([]);
  });
});
