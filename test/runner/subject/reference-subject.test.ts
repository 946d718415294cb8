import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type ClientPolicy, defaultClientPolicy } from '../../../src/base/client-policy.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createReferenceSubject, type ReferenceSubjectOptions } from '../../../src/runner/subject/reference-subject.ts';
import type { StampedClientEvent, SubjectHandle } from '../../../src/runner/subject/subject.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { startPeer } from '../../client/start-peer.ts';

interface Run extends AsyncDisposable {
  readonly handle: SubjectHandle;
  readonly events: readonly StampedClientEvent[];
  readonly counted: readonly string[];
}

const policy = (more: Partial<ClientPolicy> = {}): ClientPolicy => ({ ...defaultClientPolicy, ...more });

async function start(url: string, options: Partial<ReferenceSubjectOptions> = {}, client = 1): Promise<Run> {
  const events: StampedClientEvent[] = [];
  const counted: string[] = [];
  const subject = createReferenceSubject({
    policy: policy(),
    clock: realClock,
    traffic: undefined,
    numbersMessages: true,
    namesItself: false,
    onSent: (stream, sequence) => counted.push(`sent ${stream} ${sequence}`),
    onDelivered: (stream, sequence) => counted.push(`delivered ${stream} ${sequence}`),
    ...options,
  });
  const handle = await subject.start({
    url,
    seed: 1,
    iteration: 0,
    client,
    onEvent: (event) => events.push(event),
    onExit: () => events.push({ ev: 'error', err: 'it has no process that could end', t: 0 }),
    onDisturbed: () => events.push({ ev: 'error', err: 'nothing disturbs it', t: 0 }),
  });
  return { handle, events, counted, [Symbol.asyncDispose]: () => handle.close() };
}

const kinds = ({ events }: Run): readonly string[] => events.map(({ ev }) => ev);

test('it dials at once and tells its way; nothing is left after its end', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  const run = await start(server.url);
  await expect.poll(() => kinds(run)).toEqual(['connecting', 'open', 'ready']);
  await run.handle.close();
  await expect.poll(() => server.connections).toBe(0);
  expect(run.handle.log).toEqual([]);
});

test('a loss is told with its cause', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  await using run = await start(server.url);
  await expect.poll(() => kinds(run)).toContain('ready');
  await server.close();
  await expect.poll(() => run.events.find(({ ev }) => ev === 'loss')?.cause).toMatch(/^tcp\.(eof|reset)$/);
});

describe('its traffic', () => {
  test('is numbered and counted at both ends where the server knows the numbers', async () => {
    const arrived: string[] = [];
    await using server = await startServer({
      kind: 'ticker',
      intervalMs: 10,
      clock: realClock,
      onDelivered: (stream, sequence) => arrived.push(`${stream} ${sequence}`),
    });
    await using run = await start(server.url, { traffic: { everyMs: 10, text: '{"a":1}', format: 'json' } }, 4);
    await expect.poll(() => arrived.length).toBeGreaterThanOrEqual(3);
    expect(arrived.slice(0, 3)).toEqual(['client-4 1', 'client-4 2', 'client-4 3']);
    expect(run.counted).toEqual(expect.arrayContaining(['sent client-4 1', 'sent client-4 2', 'delivered client-4 2']));
  });

  test.each([
    ['text', 'text', true],
    ['JSON, where the server does not know the numbers,', 'json', false],
  ] as const)('goes out as it is when it is %s and is not counted', async (_what, format, numbersMessages) => {
    const received: string[] = [];
    await using peer = await startPeer((socket) => socket.on('message', (data) => received.push(String(data))));
    const text = '{"a": 1}';
    await using run = await start(peer.url, {
      policy: policy({ ready: 'open' }),
      traffic: { everyMs: 5, text, format },
      numbersMessages,
    });
    await expect.poll(() => received.filter((each) => each === text).length).toBeGreaterThanOrEqual(2);
    expect(run.counted).toEqual([]);
  });

  test('that the queue refuses is told as an error, and harms nobody', async () => {
    const queue = { ...defaultClientPolicy.queue, maxMessages: 1, overflow: 'throw' } as const;
    await using run = await start('ws://127.0.0.1:1', {
      policy: policy({ queue }),
      traffic: { everyMs: 1, text: '1', format: 'json' },
    });
    await expect.poll(() => run.events.filter(({ cause }) => cause === 'client.queue-full').length).toBeGreaterThan(2);
  });

  test('keeps its rate, though a timer is a millisecond late each time', async () => {
    const startedAt = realClock.now();
    let arrived = 0;
    await using server = await startServer({ kind: 'echo', clock: realClock, onDelivered: () => arrived++ });
    await using _run = await start(server.url, { traffic: { everyMs: 1, text: '1', format: 'json' } });
    await expect.poll(() => arrived, { timeout: 5_000 }).toBeGreaterThanOrEqual(500);
    expect(realClock.now() - startedAt).toBeLessThan(1_500);
  });

  test('ends with the client', async () => {
    await using server = await startServer({ kind: 'echo', clock: realClock });
    const run = await start(server.url, { traffic: { everyMs: 1, text: '1', format: 'json' } });
    await expect.poll(() => run.counted.length).toBeGreaterThan(0);
    await run.handle.close();
    const count = run.counted.length;
    await new Promise(setImmediate);
    expect(run.counted.length).toBe(count);
  });
});

test('one of several names itself on its requests, a single one sends nothing of the kind', async () => {
  const headers: unknown[] = [];
  const verifyClient = ({ req }: { readonly req: IncomingMessage }): boolean => {
    headers.push(req.headers['x-wschaos-client']);
    return true;
  };
  await using peer = await startPeer(() => {}, { verifyClient });
  await using _third = await start(peer.url, { namesItself: true }, 3);
  await expect.poll(() => headers).toEqual(['3']);
  await using _single = await start(peer.url);
  await expect.poll(() => headers).toEqual(['3', undefined]);
});
