import { afterEach, describe, expect, test } from 'vitest';
import { defaultClientPolicy } from '../../../src/base/client-policy.ts';
import { type ReferenceHost, startReferenceHost } from '../../../src/runner/host/reference-host.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import type { StampedClientEvent } from '../../../src/runner/subject/subject.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { createRecordingGuard } from '../subject/programs.ts';

const hosts: ReferenceHost[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.end())));

async function start(signal?: AbortSignal, guard = createRecordingGuard()) {
  const counted: string[] = [];
  const host = await startReferenceHost({
    task: {
      policy: defaultClientPolicy,
      traffic: { everyMs: 10, text: '{}', format: 'json' },
      numbersMessages: true,
      namesItself: true,
    },
    ...{ clock: realClock, guard, signal },
    onSent: (stream, sequence) => counted.push(`sent ${stream} ${sequence}`),
    onDelivered: (stream, sequence) => counted.push(`delivered ${stream} ${sequence}`),
  });
  hosts.push(host);
  const events: (StampedClientEvent & { readonly client: number })[] = [];
  const exits: unknown[] = [];
  const disturbances: { readonly client: number; readonly why: string }[] = [];
  const startClient = (url: string, client: number) =>
    host.start({
      ...{ url, seed: 1, iteration: 0, client },
      onEvent: (event) => events.push({ ...event, client }),
      onExit: (exit) => exits.push({ ...exit, client }),
      onDisturbed: (why) => disturbances.push({ client, why }),
    });
  return { host, guard, counted, events, exits, disturbances, startClient };
}

describe('a process of reference clients', { timeout: 60_000 }, () => {
  test('tells what each of them tells, with its instant, and ends each on its own', async () => {
    await using server = await startServer({ kind: 'ticker', intervalMs: 20, clock: realClock });
    const { startClient, events, exits, counted, guard, host } = await start();
    const startedAt = realClock.now();
    const handles = [3, 5].map((client) => startClient(server.url, client));
    const readies = () => events.filter(({ ev }) => ev === 'ready');
    await expect
      .poll(
        () =>
          readies()
            .map(({ client }) => client)
            .sort(),
        { timeout: 20_000 },
      )
      .toEqual([3, 5]);
    for (const { t } of readies()) {
      expect(t).toBeGreaterThan(startedAt);
      expect(t).toBeLessThan(realClock.now());
    }
    expect(events.filter(({ client }) => client === 3).map(({ ev }) => ev)).toEqual(['connecting', 'open', 'ready']);
    await expect
      .poll(() => counted, { timeout: 20_000 })
      .toEqual(expect.arrayContaining(['sent client-3 1', 'delivered client-5 1']));
    await handles[0]?.close();
    await expect.poll(() => server.connections).toBe(1);
    expect({ exits, watched: guard.watched.size }).toEqual({ exits: [], watched: 1 });
    await host.end();
    await expect.poll(() => server.connections).toBe(0);
    // Nothing is left that could answer, and nothing waits for it.
    await handles[1]?.close();
    expect({ exits, watched: guard.watched.size }).toEqual({ exits: [], watched: 0 });
  });

  test('says how late it was', async () => {
    const { host } = await start();
    const from = realClock.now();
    await expect
      .poll(async () => (await host.readLateness(from, realClock.now())).p99Ms, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(0);
    expect((await host.readLateness(from + 1e9, from + 2e9)).p99Ms).toBeUndefined();
  });

  test('that dies has disturbed what its clients do: none has ended by itself', async () => {
    await using server = await startServer({ kind: 'echo', clock: realClock });
    const { startClient, exits, disturbances, guard, host } = await start();
    const handles = [1, 2].map((client) => startClient(server.url, client));
    await expect.poll(() => server.connections, { timeout: 20_000 }).toBe(2);
    for (const id of guard.watched) process.kill(id, 'SIGKILL');
    const why = 'a process of reference clients was killed by SIGKILL';
    await expect.poll(() => disturbances, { timeout: 20_000 }).toEqual([1, 2].map((client) => ({ client, why })));
    startClient(server.url, 3);
    expect({ last: disturbances.at(-1), exits }).toEqual({ last: { client: 3, why }, exits: [] });
    expect(await host.readLateness(0, realClock.now())).toEqual({ standstills: [] });
    await Promise.all(handles.map((handle) => handle.close()));
  });

  test('that cannot start a client has disturbed it, too', async () => {
    const { startClient, exits, disturbances } = await start();
    startClient('http://it', 4);
    const why = 'reference client 4 could not be started: "http://it" is not a WebSocket URL';
    await expect.poll(() => disturbances, { timeout: 20_000 }).toEqual([{ client: 4, why }]);
    expect(exits).toEqual([]);
  });

  test('whose start is given up leaves nothing', async () => {
    const guard = createRecordingGuard();
    await expect(start(AbortSignal.abort(new Error('enough')), guard)).rejects.toThrow('enough');
    expect({ started: guard.starts, watched: guard.watched.size }).toEqual({ started: 1, watched: 0 });
  });
});
