import { describe, expect, test } from 'vitest';
import { countPorts, createAttribution, isAmbiguous } from '../../src/runner/attribution.ts';
import { loadInline } from './inline-scenario.ts';

const clientOf = (client: string) => loadInline(`target: { builtin: echo }\nclient: ${client}`).client;

function setUp(client: string) {
  const attribution = createAttribution(clientOf(client));
  attribution.listensAt([8101, 8102]);
  const request = (target: string, headers: Readonly<Record<string, string>>) => {
    const [path = '', query] = target.split('?');
    return { method: 'GET', path, ...(query === undefined ? {} : { query }), headers };
  };
  return {
    attribution,
    accept(connection: number, localPort = 8101) {
      attribution.onProxyEvent({ kind: 'accept', connection, localPort, remotePort: 1, t: 0 });
      return attribution.clientOf(connection);
    },
    ask(connection: number, path: string, headers: Readonly<Record<string, string>> = {}) {
      attribution.onProxyEvent({ kind: 'handshake', connection, request: request(path, headers), t: 0 });
      const link = { remotePort: 1, localPort: 8101, request: request(path, headers) };
      expect(attribution.clientOfLink(link) ?? 0).toBe(attribution.clientOf(connection));
      return attribution.clientOf(connection);
    },
  };
}

test('one client owns every connection', () => {
  const { accept, attribution } = setUp('external');
  expect([accept(1, 9), attribution.clientOf(7), attribution.notes]).toEqual([1, 1, []]);
});

test('processes are known by their port, at the accept', () => {
  const { accept, attribution } = setUp('{ type: command, command: [a], count: 2 }');
  expect([accept(1, 8102), accept(2, 8101), accept(3, 8102), accept(4, 1)]).toEqual([2, 1, 2, 0]);
  expect(attribution.clientOfLink({ remotePort: 1, localPort: 8102, request: undefined })).toBe(2);
});

test('reference clients are known by their request, and by nothing before it', () => {
  const { accept, ask, attribution } = setUp('{ type: reference, count: 2 }');
  expect(accept(1)).toBe(0);
  expect(ask(1, '/', { 'x-wschaos-client': '2' })).toBe(2);
  expect(attribution.clientOfLink({ remotePort: 1, localPort: 8101, request: undefined })).toBeUndefined();
});

describe('external clients are known by', () => {
  test.each([
    ['a header', '{ header: X-User }', '/a', { 'x-user': 'b' }, '/a', { 'x-user': 'c' }],
    ['a query parameter', '{ query: user }', '/a?user=b', {}, '/a?x=1&user=c', {}],
    ['the path', 'path', '/b?x=1', {}, '/c?x=1', {}],
  ])('%s', (_what, identify, one, ofOne, other, ofOther) => {
    const { ask, attribution } = setUp(`{ type: external, count: 2, identify: ${identify} }`);
    expect([ask(1, one, ofOne), ask(2, other, ofOther), ask(3, one, ofOne)]).toEqual([1, 2, 1]);
    expect(attribution.notes).toEqual([]);
  });

  test('nothing, where the marker is missing; and a marker too many is left out, with a note', () => {
    const { ask, attribution } = setUp('{ type: external, count: 2, identify: { query: user } }');
    expect([ask(1, '/'), ask(2, '/?user=a'), ask(3, '/?user=b'), ask(4, '/?user=c')]).toEqual([0, 1, 2, 0]);
    expect(attribution.notes).toEqual(['more clients than the 2 of "count" named themselves; the others are left out']);
  });

  test('nothing at all, without one: a new connection stands for one that was lost', () => {
    const { accept, attribution } = setUp('{ type: external, count: 2 }');
    expect([accept(1), accept(2), accept(3)]).toEqual([1, 2, 0]);
    expect(attribution.notes).toEqual([expect.stringContaining('attribution is ambiguous')]);
  });
});

test.each([
  ['{ type: reference, count: 3 }', 1, false],
  ['{ type: command, command: [a], count: 3 }', 3, false],
  ['{ type: module, module: ./a.ts, count: 3 }', 3, false],
  ['external', 1, false],
  ['{ type: external, count: 3 }', 1, true],
  ['{ type: external, count: 3, identify: path }', 1, false],
])('%s needs %i ports', (client, ports, ambiguous) => {
  expect([countPorts(clientOf(client)), isAmbiguous(clientOf(client))]).toEqual([ports, ambiguous]);
});
