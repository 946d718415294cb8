import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeyCommands } from '../../../src/cli/proxy/key-commands.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { dial } from '../../server/dial.ts';
import { makeFolder } from '../test-io.ts';

async function setUp() {
  const server = await startServer({ kind: 'echo', clock: realClock });
  const registry = createSessionRegistry();
  for (const name of ['a', 'b']) await registry.add({ name, target: server.url });
  const cwd = makeFolder();
  const said: string[] = [];
  let quits = 0;
  const press = createKeyCommands({
    ...{ sessions: registry.list, cwd, say: (line) => said.push(line), quit: () => quits++ },
  });
  return {
    ...{ press, said, cwd, registry },
    faults: () => registry.list().flatMap((one) => one.faults().map(({ id }) => `${one.name} ${id}`)),
    get quits() {
      return quits;
    },
    async [Symbol.asyncDispose]() {
      await registry.closeAll();
      await server[Symbol.asyncDispose]();
    },
  };
}

test.each([
  ['p', 'pongs', 'drop'],
  ['b', 'blackhole', 'blackhole'],
  ['l', 'latency', 'latency'],
])('%s throws a fault in on every proxy, and lifts it when it is pressed again', async (key, id, type) => {
  await using set = await setUp();
  set.press(key);
  expect(set.faults()).toEqual([`a ${id}`, `b ${id}`]);
  expect(set.registry.get('a').fault(id).type).toBe(type);
  set.press(key);
  expect(set.faults()).toEqual([]);
});

test('a proxy that has the fault alone loses it', async () => {
  await using set = await setUp();
  set.registry.get('b').inject({ id: 'pongs', fault: 'blackhole' });
  set.press('p');
  expect(set.faults()).toEqual([]);
});

test('r resets, u refuses for a while, c lifts all', async () => {
  await using set = await setUp();
  await using client = await dial(set.registry.get('a').url);
  set.press('r');
  await once(client.socket, 'close');
  set.press('u');
  expect(set.registry.get('a').faults()).toMatchObject([{ type: 'refuse', state: 'active' }]);
  set.press('c');
  expect(set.faults()).toEqual([]);
  set.press('c');
  expect(set.said).toEqual(['lifted all 2 faults', 'there is no fault to lift']);
});

test('s saves those on which something was done', async () => {
  await using set = await setUp();
  set.press('s');
  set.registry.get('b').inject({ fault: 'reset' });
  set.press('s');
  expect(set.said).toEqual([
    'no fault was thrown in yet, so there is nothing to save',
    'saved scenarios/explored-1.yaml; wschaos run scenarios/explored-1.yaml plays it again',
  ]);
  expect(existsSync(join(set.cwd, 'scenarios/explored-1.yaml'))).toBe(true);
});

test('q quits, ? lists the keys, and any other key does nothing', async () => {
  await using set = await setUp();
  for (const key of ['q', '?', 'x', 'constructor', '']) set.press(key);
  expect(set.quits).toBe(1);
  expect(set.said.map((line) => line[0])).toEqual(['p', 'b', 'l', 'r', 'u', 'c', 's', 'q', '?']);
});

test('what cannot be done is said', async () => {
  await using set = await setUp();
  await set.registry.get('a').close();
  set.press('r');
  expect(set.said).toEqual(['the proxy is closed; no fault can act on it any more']);
});
