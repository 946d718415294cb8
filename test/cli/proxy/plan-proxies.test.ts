import { expect, test } from 'vitest';
import { planProxies } from '../../../src/cli/proxy/plan-proxies.ts';
import { createTestIo, makeFolder } from '../test-io.ts';

const contextOf = (files: Readonly<Record<string, string>> = {}) => ({
  io: createTestIo({ cwd: makeFolder(files) }),
  paintFor: () => (_style: unknown, text: string) => text,
});
const file = { 'p.yaml': 'proxies: [{ name: a, target: builtin:echo }, { name: b, target: "ws://127.0.0.1:1" }]' };

test('the proxies of a file stand beside that of the command line', async () => {
  const planned = await planProxies(
    'proxy',
    { config: 'p.yaml', url: 'builtin:chat', fault: ['reset'] },
    contextOf(file),
  );
  expect(planned).toMatchObject([
    { name: 'proxy', target: { server: 'chat' }, faults: [{ fault: 'reset' }], flags: ['reset'] },
    { name: 'a', target: { server: 'echo' }, faults: [] },
    { name: 'b', target: { url: 'ws://127.0.0.1:1' } },
  ]);
});

test('with the API there need be none', async () => {
  expect(await planProxies('proxy', { api: '8474' }, contextOf())).toEqual([]);
});

test.each([
  ['nothing', {}, 'which target?'],
  ['a fault of no proxy', { api: '0', fault: ['reset'] }, '--fault is of the proxy that the command line describes'],
  ['a case of no scenario', { url: 'builtin:echo', case: ['a'] }, '--case needs --scenario beside it'],
  ['a target elsewhere', { config: 'far.yaml' }, 'the proxy "far" connects to ws.example.com'],
  [
    'a name that is taken',
    { config: 'own.yaml', url: 'builtin:echo' },
    'has a proxy "proxy", as the command line\'s own',
  ],
])('%s is refused', async (_what, args, message) => {
  const context = contextOf({
    'far.yaml': 'proxies: [{ name: far, target: "wss://ws.example.com" }]',
    'own.yaml': 'proxies: [{ name: proxy, target: builtin:echo }]',
  });
  await expect(planProxies('proxy', args, context)).rejects.toThrow(message);
});
