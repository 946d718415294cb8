import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import type { Observation } from '../../src/result/observation.ts';
import { type ClientsOptions, startClients } from '../../src/runner/start-clients.ts';
import type { Subject, SubjectContext } from '../../src/runner/subject/subject.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createDeferred } from './subject/programs.ts';

/** A kind of client that does nothing but be there. */
function setUp(more: Partial<ClientsOptions> = {}, start: Subject['start'] | undefined = undefined) {
  const clock = createManualClock(0);
  const observations: Observation[] = [];
  const contexts: SubjectContext[] = [];
  const startedAt: number[] = [];
  const closed: number[] = [];
  const disturbances: string[] = [];
  const notes: string[] = [];
  const subject: Subject = {
    async start(context) {
      contexts.push(context);
      startedAt.push(clock.now());
      if (start !== undefined) return start(context);
      return { close: async () => void closed.push(context.client), log: [] };
    },
  };
  const options: ClientsOptions = {
    subject,
    count: 1,
    startOverMs: 0,
    urls: ['ws://127.0.0.1:1'],
    seed: 7,
    iteration: 3,
    clock,
    signal: new AbortController().signal,
    onObservation: (observation) => observations.push(observation),
    onDisturbed: (why) => disturbances.push(why),
    onNote: (note) => notes.push(note),
    ...more,
  };
  return { clock, observations, disturbances, notes, contexts, startedAt, closed, start: () => startClients(options) };
}

test('each client knows who it is', async () => {
  const { start, contexts, clock, closed } = setUp({ count: 2 });
  const clients = await start();
  clock.advance(0);
  expect(contexts.map(({ url, seed, iteration, client }) => ({ url, seed, iteration, client }))).toEqual([
    { url: 'ws://127.0.0.1:1', seed: 7, iteration: 3, client: 1 },
    { url: 'ws://127.0.0.1:1', seed: 7, iteration: 3, client: 2 },
  ]);
  await clients.close();
  expect(closed.sort()).toEqual([1, 2]);
});

test('the last lines of those that printed any are there', async () => {
  const { start, clock } = setUp({ count: 3 }, async ({ client }) => ({
    close: async () => {},
    log: client === 1 ? [] : Array.from({ length: 50 }, (_, index) => `${client}: ${index}`),
  }));
  const clients = await start();
  clock.advance(0);
  await new Promise(setImmediate);
  const { outputs } = clients;
  expect(outputs.map(({ client, lines }) => [client, lines[0], lines.at(-1)])).toEqual([
    [2, '2: 10', '2: 49'],
    [3, '3: 10', '3: 49'],
  ]);
});

test('a signal goes to each that is a process and runs', async () => {
  const signals: string[] = [];
  const { start, clock } = setUp({ count: 3, startOverMs: 1_000 }, async ({ client }) => ({
    close: async () => {},
    log: [],
    ...(client === 1 ? {} : { signal: (signal: string) => void signals.push(`${client} ${signal}`) }),
  }));
  const clients = await start();
  clock.advance(600);
  await new Promise(setImmediate);
  clients.signal('SIGSTOP');
  expect(signals).toEqual(['2 SIGSTOP']);
});

test('the starts are spread evenly, the first at once and the last at the end', async () => {
  const { start, startedAt, clock } = setUp({ count: 5, startOverMs: 1_000 });
  await start();
  expect(startedAt).toEqual([0]);
  clock.advance(2_000);
  expect(startedAt).toEqual([0, 250, 500, 750, 1_000]);
});

test('those that are still to start do not, when the iteration ends', async () => {
  const { start, startedAt, clock, closed } = setUp({ count: 5, startOverMs: 1_000 });
  const clients = await start();
  clock.advance(300);
  await clients.close();
  clock.advance(2_000);
  expect({ startedAt, closed: closed.sort(), pending: clock.pending }).toEqual({
    startedAt: [0, 250],
    closed: [1, 2],
    pending: 0,
  });
});

test('what a client tells is observed, with what it says, but not each of its messages', async () => {
  const { start, contexts, observations } = setUp();
  const clients = await start();
  contexts[0]?.onEvent({ ev: 'loss', t: 5, cause: 'ping.timeout', code: 1006, err: 'gone' });
  contexts[0]?.onEvent({ ev: 'message', t: 6 });
  contexts[0]?.onEvent({ ev: 'ready', t: 7 });
  await clients.close();
  contexts[0]?.onEvent({ ev: 'loss', t: 8 });
  expect(observations).toEqual([
    { source: 'client', kind: 'loss', client: 1, t: 5, cause: 'ping.timeout', code: 1006, err: 'gone' },
    { source: 'client', kind: 'ready', client: 1, t: 7 },
  ]);
});

test('the end of a client by itself is observed', async () => {
  const { start, contexts, observations } = setUp();
  await start();
  contexts[0]?.onExit({ code: 1, signal: null, lastLines: ['boom'], t: 9 });
  expect(observations).toEqual([
    { source: 'runner', kind: 'exit', client: 1, code: 1, signal: null, lastLines: ['boom'], t: 9 },
  ]);
});

test('what a reader should know of what a client tells is handed on', async () => {
  const { start, contexts, notes } = setUp();
  await start();
  contexts[0]?.onNote?.('"opend" is no event');
  expect(notes).toEqual(['"opend" is no event']);
});

test('that a client ended through us is told, and is no end of its own', async () => {
  const { start, contexts, observations, disturbances } = setUp();
  await start();
  contexts[0]?.onDisturbed('out of luck');
  expect({ observations, disturbances }).toEqual({ observations: [], disturbances: ['out of luck'] });
});

test('the first client that cannot start fails the start, a later one has ended', async () => {
  const missing = new WschaosError('client.not-found', 'the client command was not found: nope');
  const first = setUp({}, () => Promise.reject(missing));
  await expect(first.start()).rejects.toBe(missing);

  const second = setUp({ count: 2 }, ({ client }) =>
    client === 1 ? Promise.resolve({ close: async () => {}, log: [] }) : Promise.reject(missing),
  );
  const clients = await second.start();
  second.clock.advance(0);
  await clients.close();
  expect(second.observations).toEqual([]);

  const third = setUp({ count: 2 }, ({ client }) =>
    client === 1 ? Promise.resolve({ close: async () => {}, log: [] }) : Promise.reject(missing),
  );
  await third.start();
  third.clock.advance(0);
  await expect
    .poll(() => third.observations)
    .toEqual([
      { source: 'runner', kind: 'exit', client: 2, t: 0, code: null, signal: null, lastLines: [missing.message] },
    ]);
});

test('a client that comes up while the others end is ended too', async () => {
  const comingUp = createDeferred<void>();
  const ended: number[] = [];
  const { start, clock } = setUp({ count: 2 }, async ({ client }) => {
    if (client === 2) await comingUp.promise;
    return { close: async () => void ended.push(client), log: [] };
  });
  const clients = await start();
  clock.advance(0);
  const closing = clients.close();
  comingUp.resolve();
  await closing;
  expect(ended.sort()).toEqual([1, 2]);
});
