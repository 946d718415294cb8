import { expect, test } from 'vitest';
import { WschaosError } from '../../../src/base/error.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { findFreePort } from '../../support/find-free-ports.ts';

const target = 'ws://127.0.0.1:9';

test('proxies are found by name, told of, and removed', async () => {
  const registry = createSessionRegistry();
  const told: string[] = [];
  const end = registry.subscribe((change, { name }) => told.push(`${change} ${name}`));
  const first = await registry.add({ name: 'first', target });
  await registry.add({ name: 'second', target });
  expect(registry.list().map(({ name }) => name)).toEqual(['first', 'second']);
  expect(registry.get('first')).toBe(first);
  expect(registry.find('third')).toBeUndefined();
  await registry.remove('first');
  end();
  expect(() => registry.get('first')).toThrow('no proxy "first"');
  expect(() => registry.get('secnd')).toThrow('no proxy "secnd" (did you mean "second"?)');
  await expect(registry.remove('first')).rejects.toMatchObject({ code: 'proxy.unknown' });
  await registry.closeAll();
  expect(told).toEqual(['added first', 'added second', 'removed first']);
  expect(registry.list()).toEqual([]);
});

test('a name is given once, also while its proxy is being started', async () => {
  const registry = createSessionRegistry();
  const starting = registry.add({ name: 'a', target });
  await expect(registry.add({ name: 'a', target })).rejects.toMatchObject({ code: 'proxy.exists' });
  await starting;
  await expect(registry.add({ name: 'a', target })).rejects.toThrow('a proxy "a" is there already');
  await registry.closeAll();
});

test('one that cannot be started leaves its name free', async () => {
  const registry = createSessionRegistry();
  const port = await findFreePort();
  await registry.add({ name: 'a', target, listen: { port } });
  await expect(registry.add({ name: 'b', target, listen: { port } })).rejects.toMatchObject({ code: 'port.in-use' });
  await registry.add({ name: 'b', target });
  await registry.closeAll();
});

test('who admits has the last word', async () => {
  const registry = createSessionRegistry({
    admit: (options) => {
      throw new WschaosError('target.remote', options.target);
    },
  });
  await expect(registry.add({ name: 'a', target })).rejects.toMatchObject({ code: 'target.remote' });
});

test('once all are closed none is added, also one that was just being started', async () => {
  const registry = createSessionRegistry();
  const starting = registry.add({ name: 'a', target });
  const closing = registry.closeAll();
  await expect(starting).rejects.toMatchObject({ code: 'proxy.closed' });
  await closing;
  await expect(registry.add({ name: 'b', target })).rejects.toMatchObject({ code: 'proxy.closed' });
});
