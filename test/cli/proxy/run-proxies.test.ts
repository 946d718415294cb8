import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { runProxies } from '../../../src/cli/proxy/run-proxies.ts';
import { createTestIo, makeFolder } from '../test-io.ts';

const paintFor = () => (_style: unknown, text: string) => text;

async function refusalOf(port: string): Promise<string> {
  const [error] = (await once(net.connect(Number(port), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
  return error.code ?? '';
}

test.each(['proxy', 'explore'] as const)('%s leaves no port when it ends, however many it opened', async (command) => {
  const file = { 'p.yaml': 'proxies: [{ name: a, target: builtin:echo }, { name: b, target: builtin:chat }]' };
  const io = createTestIo({ cwd: makeFolder(file) });
  const ended = runProxies(command, { url: 'builtin:echo', config: 'p.yaml', api: '0' }, { io, paintFor });
  await io.stderr.lineWith('Ctrl-C ends it');
  const ports = [...`${io.stdout.text}${io.stderr.text}`.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port ?? '');
  // Three proxies, their targets, and the API.
  expect(new Set(ports).size).toBe(7);
  io.signal('SIGTERM');
  expect(await ended).toBe(0);
  for (const port of new Set(ports)) expect(await refusalOf(port)).toBe('ECONNREFUSED');
});

test('what keeps one proxy from its start ends those that were started', async () => {
  const io = createTestIo();
  const taken = net.createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as net.AddressInfo;
  const run = runProxies('explore', { url: 'builtin:echo', api: String(port) }, { io, paintFor });
  await expect(run).rejects.toThrow(`port ${port} on 127.0.0.1 is in use`);
  expect(io.stdout.text).toBe('');
  taken.close();
});

test('a list without a proxy is a mistake, unless the API can add some', async () => {
  const io = createTestIo({ cwd: makeFolder({ 'p.yaml': 'proxies: []' }) });
  await expect(runProxies('proxy', { config: 'p.yaml' }, { io, paintFor })).rejects.toMatchObject({
    code: 'cli.usage',
    message: 'there is no proxy to start: the list is empty',
  });
});
