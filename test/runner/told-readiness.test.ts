import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { probingClient, programClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';
import { createDeferred, createRecordingGuard } from './subject/programs.ts';

const scenario = (tells: string, timeout: string): string => `target: { builtin: echo }
${programClient(probingClient(tells))}
traffic: { ready: told }
faults: [{ fault: reset, at: 10ms }]
timeout: ${timeout}`;

/** Of its second connection it says only when it is told to when that was ready. */
const holdingBack = `
  const connect = (isFirst) => {
    const ws = new WebSocket(url);
    let t;
    ws.on('open', () => ws.send('hello'));
    ws.on('message', (message) => {
      if (String(message) === 'speak') return tell({ ev: 'ready', t, cause: 'held back' });
      t = String(process.hrtime.bigint());
      if (isFirst) tell({ ev: 'ready', t });
    });
    ws.on('error', () => {});
    ws.on('close', () => { tell({ ev: 'loss' }); connect(false); });
  };
  connect(true);`;

describe('a client that is ready when it says so', { timeout: 40_000 }, () => {
  test('is not taken as steady by what passes on the wire before', async () => {
    const { result } = await runInline(scenario("tell({ ev: 'ready' });", '15s'));
    expect(result.verdict).toBe('recovered');
    expect(result.source.outage).toBe('client');
    // Two more answers, 100 ms each, on the new connection as on the first.
    expect(result.samples.outage).toBeGreaterThan(200);
  });

  test('cannot be measured where it never says so', async () => {
    const { result } = await runInline(scenario('', '1s'));
    expect([result.verdict, result.reason]).toEqual([
      'invalid',
      'client never steady: no event "ready" told within 1 s (traffic.ready can name another sign)',
    ]);
  });

  test('was so although its word was still on its way when the iteration ended', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());
    server.on('connection', (socket) => socket.on('message', (message) => socket.send(String(message))));
    await once(server, 'listening');
    const heard = createDeferred<void>();
    const guard = createRecordingGuard();
    const target = {
      url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      headers: {},
      rejectUnauthorized: true,
      ended: new AbortController().signal,
      // It is asked when the iteration is over.
      readLateness: async () => {
        for (const socket of server.clients) socket.send('speak');
        await heard.promise;
        return { standstills: [] };
      },
      close: async () => {},
    };
    const { result } = await runInline(
      `target: ${target.url}
${programClient(holdingBack)}
traffic: { ready: told }
faults: [{ fault: reset, at: 10ms }]
timeout: 2s`,
      {
        target,
        guard: {
          ...guard,
          async start(request) {
            const outcome = await guard.start(request);
            if (outcome.kind !== 'started') return outcome;
            outcome.stdio.stdout.on('data', (chunk: Buffer) => {
              if (chunk.includes('"held back"')) heard.resolve();
            });
            return outcome;
          },
        },
      },
    );
    expect(result.verdict).toBe('recovered');
  });
});
