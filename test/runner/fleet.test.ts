import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { IterationResult } from '../../src/result/run-result.ts';
import { makeFolder } from '../cli/test-io.ts';
import { beatingModule, programClient, talkingClient } from './client-programs.ts';
import { runInline, runInlineCase } from './inline-scenario.ts';

const scenarioOf = (client: string, ...faults: readonly string[]): string => `target: { builtin: echo }
${client}
faults: [${faults.join(', ')}]
timeout: 10s`;

/** What was told by whom: no connection may be somebody else's. */
const ownersIn = ({ timeline }: IterationResult): readonly string[] =>
  [...new Set(timeline.flatMap(({ text }) => text.match(/client \d+/g) ?? []))].sort();

describe('several programs on one proxy', { timeout: 60_000 }, () => {
  const fleet = programClient(talkingClient, { count: 3, start: { over: '100ms' } });

  test('are told apart although they tell nothing: only the one that is aimed at is hit', async () => {
    const fault = '{ fault: reset, at: 200ms, connections: { client: 2 } }';
    const { result, notes } = await runInline(scenarioOf(fleet, fault));
    expect([result.verdict, result.samples['sockets.max'], result.samples.attempts]).toEqual(['recovered', 1, 1]);
    expect(ownersIn(result)).toEqual(['client 2']);
    expect(notes).toEqual([]);
  });

  test('all meet a port that is closed, at every port', async () => {
    const { result } = await runInline(
      scenarioOf(
        fleet,
        '{ id: down, fault: refuse, at: 100ms, for: 600ms }',
        '{ fault: reset, when: { event: fault-start, fault: down } }',
      ),
    );
    expect(result.verdict).toBe('recovered');
    // Whoever had found a port open would have been back long before.
    expect(Number(result.samples.outage)).toBeGreaterThanOrEqual(600);
    expect(result.unobservable.attempts).toContain('refused dials cannot be seen');
  });

  test('have their attempts counted each by itself, also those that end before a request', async () => {
    const { result } = await runInline(
      scenarioOf(
        fleet,
        '{ id: bad, fault: accept-reset, at: 100ms, for: 300ms }',
        '{ fault: reset, connections: { client: 3 }, when: { event: fault-start, fault: bad } }',
      ),
    );
    expect(result.verdict).toBe('recovered');
    expect(ownersIn(result)).toEqual(['client 3']);
    // Many of them, all by the one that lost its link: one each 30 ms or so.
    expect(Number(result.samples.attempts)).toBeGreaterThanOrEqual(3);
    expect(result.samples['sockets.max']).toBe(1);
  });
});

test('several modules have each a process and a port', { timeout: 60_000 }, async () => {
  const module = path.join(makeFolder({ 'client.mjs': beatingModule }), 'client.mjs');
  const client = `client: { type: module, module: ${module}, count: 2, options: { intervalMs: 100 } }`;
  const { result } = await runInline(scenarioOf(client, '{ fault: reset, at: 100ms }'));
  expect([result.verdict, result.samples['sockets.max']]).toEqual(['recovered', 1]);
});

test('a reference client among several is not blamed for what ends before a request', async () => {
  const client = `client: { type: reference, count: 3, reconnect: { backoff: fixed, initial: 30ms, max: 30ms } }`;
  const { result } = await runInline(
    scenarioOf(
      client,
      '{ id: bad, fault: accept-reset, at: 100ms, for: 400ms }',
      '{ fault: reset, connections: { client: 2 }, when: { event: fault-start, fault: bad } }',
    ),
  );
  expect(result.verdict).toBe('recovered');
  expect(ownersIn(result)).toEqual(['client 2']);
  expect(Number(result.samples['connects.peak1s'])).toBe(result.samples.attempts);
});

/** A client that nobody starts; it dials again after each close. */
function dialByItself(url: string): void {
  let isOver = false;
  const connect = (): void => {
    if (isOver) return;
    const socket = new WebSocket(url);
    sockets.add(socket);
    socket.on('open', () => socket.send('hi'));
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      setImmediate(connect);
    });
  };
  const sockets = new Set<WebSocket>();
  onTestFinished(() => {
    isOver = true;
    for (const socket of sockets) socket.terminate();
  });
  connect();
}

describe('a client that dials by itself', { timeout: 60_000 }, () => {
  const scenario = `${scenarioOf('client: external', '{ fault: reset, at: 50ms }')}\nrepeat: { count: 3, phase: none }`;

  test('finds every iteration at one address, and is judged by the wire', async () => {
    const addresses: string[] = [];
    const { iterations, reason } = await runInlineCase(scenario, {
      isSerial: true,
      onAddress(url) {
        addresses.push(url);
        dialByItself(url);
      },
    });
    expect(reason).toBeUndefined();
    expect(iterations.map(({ verdict, source }) => [verdict, source.detection])).toEqual([
      ['recovered', 'wire'],
      ['recovered', 'wire'],
      ['recovered', 'wire'],
    ]);
    expect(addresses).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/$/)]);
    // The port is free again.
    const port = Number(new URL(addresses[0] ?? '').port);
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    server.close();
  });

  test('and never does is waited for until the timeout, and not measured', async () => {
    const { result } = await runInline(scenario.replace('timeout: 10s', 'timeout: 300ms'));
    expect([result.verdict, result.reason]).toEqual([
      'invalid',
      expect.stringMatching(/nobody dialled ws:\/\/127\.0\.0\.1:\d+\/ within 300 ms/),
    ]);
  });

  test('and never does is waited for once, and not in every iteration that could replace another', async () => {
    const { iterations, invalid, reason, notes } = await runInlineCase(
      scenario.replace('timeout: 10s', 'timeout: 300ms').replace('phase: none', 'phase: none, maxInvalid: 1'),
      // Noise keeps nobody from dialling.
      { isSerial: true, jobs: 4, loopDelayFloorMs: -1 },
    );
    expect([iterations.length, invalid.length]).toEqual([0, 1]);
    expect(notes.join()).not.toContain('too noisy');
    expect(reason).toMatch(/^0 of 3 iterations could be measured; client never steady: nobody dialled ws:/);
  });

  test('is one of several that nothing tells apart: figures of each are not observable, those of all are', async () => {
    const { result, notes } = await runInline(scenario.replace('external', '{ type: external, count: 2 }'), {
      onListening({ url }) {
        dialByItself(url);
        dialByItself(url);
      },
    });
    expect(result.verdict).toBe('recovered');
    expect(result.samples).toMatchObject({
      outage: expect.any(Number),
      recovery: expect.any(Number),
      'connects.peak1s': expect.any(Number),
      attempts: null,
      'schedule.K': null,
      'sockets.max': null,
      reconnect: null,
    });
    expect(result.unobservable['sockets.max']).toContain('nothing tells the connections of the clients apart');
    expect(notes).toEqual([expect.stringContaining('attribution is ambiguous')]);
  });

  test('is one of several that name themselves', async () => {
    const { result, notes } = await runInline(
      scenario.replace('external', '{ type: external, count: 2, identify: { query: user } }'),
      {
        onListening({ url }) {
          dialByItself(`${url}?user=a`);
          dialByItself(`${url}?user=b`);
        },
      },
    );
    expect([result.verdict, result.samples['sockets.max'], notes]).toEqual(['recovered', 1, []]);
  });
});

test('links that are cut at one age are said to be cut one by one', { timeout: 60_000 }, async () => {
  const client = 'client: { type: reference, count: 3, start: { over: 3s }, reconnect: { initial: 20ms, max: 50ms } }';
  const cut = '{ fault: max-age, with: { after: 4s, how: reset }, connections: existing, at: 0s }';
  const { result, notes } = await runInline(scenarioOf(client, '{ fault: refuse, at: 0s, for: 4s }', cut));
  expect(result.verdict).toBe('recovered');
  expect(notes).toEqual([expect.stringContaining('fault "max-age" met the links over more than 1 s')]);
});
