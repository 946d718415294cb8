import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openPorts, type Ports, type PortsOptions } from '../../src/proxy/open-ports.ts';
import { realClock } from '../../src/runner/real-clock.ts';

async function open(options: Partial<PortsOptions> = {}): Promise<Ports & { readonly accepted: Socket[] }> {
  const accepted: Socket[] = [];
  const ports = await openPorts({
    host: '127.0.0.1',
    port: 0,
    count: 3,
    clock: realClock,
    onConnection: (socket) => accepted.push(socket),
    onAcceptError: () => {},
    ...options,
  });
  onTestFinished(() => {
    ports.close();
    for (const socket of accepted) socket.destroy();
  });
  return Object.assign(ports, { accepted });
}

async function dial(port: number): Promise<'accepted' | 'refused'> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'accepted';
  } catch {
    return 'refused';
  } finally {
    socket.destroy();
  }
}

test('each port is another one, and known by its number at the accept', async () => {
  const { ports, accepted } = await open();
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) expect(await dial(port)).toBe('accepted');
  await expect.poll(() => accepted.map(({ localPort }) => localPort)).toEqual(ports);
});

test('all of them are closed, and opened again, together', async () => {
  const { ports, close, open: reopen } = await open();
  close();
  expect(await Promise.all(ports.map(dial))).toEqual(['refused', 'refused', 'refused']);
  const failures: unknown[] = [];
  await new Promise<void>((resolve) =>
    reopen((error) => {
      failures.push(error);
      resolve();
    }),
  );
  expect(await Promise.all(ports.map(dial))).toEqual(['accepted', 'accepted', 'accepted']);
  expect(failures).toEqual([undefined]);
});

test('a port that is given is the first of a row, and when one of the row is taken none is held', async () => {
  const {
    ports: [free = 0],
    close,
  } = await open({ count: 1 });
  close();
  const first = free - 2;
  const blocker = await open({ port: free, count: 1 });
  await expect(open({ port: first })).rejects.toThrow(
    expect.objectContaining({ code: 'port.in-use', message: `port ${free} on 127.0.0.1 is in use` }),
  );
  blocker.close();
  const { ports } = await open({ port: first });
  expect(ports).toEqual([first, first + 1, first + 2]);
});

test('a row that leaves the range is refused', async () => {
  await expect(open({ port: 65_534 })).rejects.toThrow(
    expect.objectContaining({
      code: 'listen.failed',
      message: 'there are no 3 ports from 65534 on; the highest is 65535',
    }),
  );
});
