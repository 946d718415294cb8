import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import type { Observation } from '../../src/result/observation.ts';
import { createAttribution } from '../../src/runner/attribution.ts';
import { type IterationRig, type RigOptions, startRig } from '../../src/runner/iteration-rig.ts';
import { createMessageLedger } from '../../src/runner/message-ledger.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { programClient, silentClient } from './client-programs.ts';
import { loadInline, quickReference } from './inline-scenario.ts';
import { createRecordingGuard, noBrowsers } from './subject/programs.ts';

function setUp(text: string, more: Partial<RigOptions> = {}) {
  const events: ProxyEvent[] = [];
  const observations: Observation[] = [];
  const booked: Observation[] = [];
  const guard = createRecordingGuard();
  const scenario = loadInline(text);
  const attribution = createAttribution(scenario.client);
  const options: RigOptions = {
    scenario,
    attribution,
    iteration: 0,
    seed: 1,
    target: undefined,
    clock: realClock,
    guard,
    browsers: noBrowsers,
    ledger: createMessageLedger({ now: realClock.now, add: (each) => booked.push(each), onChange: () => {} }),
    signal: new AbortController().signal,
    readsMessages: false,
    align: (start) => start(),
    onProxyEvent: (event) => events.push(event),
    onObservation: (observation) => observations.push(observation),
    ...more,
  };
  return { events, observations, booked, guard, attribution, start: () => startRig(options) };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const told = (observations: readonly Observation[], kind: string) => observations.filter((each) => each.kind === kind);

test('server, proxy and client run, and both ends of the messages are booked', async () => {
  const { start, observations, booked, events } = setUp(
    `target: { builtin: echo }\n${quickReference}\ntraffic: { send: { every: 10ms, json: {} } }`,
  );
  await using rig = await start();
  expect(rig.proxy.url).toBe(`ws://127.0.0.1:${rig.proxy.port}/`);
  await expect.poll(() => told(observations, 'ready').length).toBe(1);
  await expect.poll(() => booked.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['sent', 'delivered']));
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['accept', 'handshake', 'open', 'delivered']));
});

test('clients that share the proxy are told apart by their requests', async () => {
  const { start, observations, events, attribution } = setUp(
    'target: { builtin: echo }\nclient: { type: reference, count: 3 }',
  );
  await using _rig = await start();
  await expect.poll(() => told(observations, 'ready').length).toBe(3);
  const opened = events.flatMap((event) => (event.kind === 'open' ? [attribution.clientOf(event.connection)] : []));
  expect(opened.sort()).toEqual([1, 2, 3]);
  expect(attribution.clientOf(99)).toBe(0);
});

test('a fault can be aimed at one of them', async () => {
  const { start, observations } = setUp(`target: { builtin: echo }
client: { type: reference, count: 3, reconnect: { initial: 10s, max: 10s } }
faults: [{ fault: reset, at: 0ms, connections: { client: 2 } }]`);
  await using rig = await start();
  await expect.poll(() => told(observations, 'ready').length).toBe(3);
  rig.proxy.begin();
  await expect.poll(() => told(observations, 'loss')).toMatchObject([{ client: 2, cause: 'tcp.reset' }]);
});

describe('behind a listener with TLS', () => {
  test('the reference client trusts the proxy and nobody else', async () => {
    const { start, observations } = setUp(`target: { builtin: echo }\nlisten: { tls: self-signed }\n${quickReference}
faults: [{ fault: tls, with: { mode: self-signed }, at: 0ms }, { fault: reset, at: 0ms }]`);
    await using rig = await start();
    expect(rig.proxy.url).toBe(`wss://127.0.0.1:${rig.proxy.port}/`);
    await expect.poll(() => told(observations, 'ready').length).toBe(1);
    rig.proxy.begin();
    await expect
      .poll(() => told(observations, 'error')[0])
      .toMatchObject({
        cause: 'tls.fail:DEPTH_ZERO_SELF_SIGNED_CERT',
      });
  });

  test('a program finds whom to trust in its environment, in files that go with the rig', async () => {
    const client = programClient(`${silentClient}
      tell({ ev: 'open', cause: ['WSCHAOS_CA_FILE', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].map((name) => process.env[name]).join() });`);
    const { start, observations, events } = setUp(`target: { builtin: echo }\nlisten: { tls: self-signed }\n${client}`);
    const rig = await start();
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('open');
    await expect.poll(() => told(observations, 'open').length).toBe(1);
    const [opened] = told(observations, 'open') as readonly { readonly cause?: string }[];
    const files = opened?.cause?.split(',') ?? [];
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true]);
    await rig.close();
    expect(files.map((file) => existsSync(file))).toEqual([false, false, false]);
  });
});

describe('after its end', () => {
  test('nothing is left, and a second end is harmless', async () => {
    const { start, guard, observations } = setUp(`target: { builtin: echo }\n${programClient(silentClient)}`);
    const rig = await start();
    expect(guard.watched.size).toBe(1);
    await expect.poll(() => rig.proxy.connections).toBe(1);
    await rig.close();
    await rig.close();
    expect(guard.watched.size).toBe(0);
    expect(rig.proxy.connections).toBe(0);
    expect(await isListening(rig.proxy.port)).toBe(false);
    expect(told(observations, 'exit')).toEqual([]);
  });

  test('a client is not kept by a fault that swallows its goodbye', async () => {
    const { start, observations } = setUp(`target: { builtin: echo }
client: { type: reference, closeTimeout: 5s }
faults: [{ fault: blackhole, at: 0ms }]`);
    const rig = await start();
    await expect.poll(() => told(observations, 'ready').length).toBe(1);
    rig.proxy.begin();
    const startedAt = realClock.now();
    await rig.close();
    expect(realClock.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('a rig that cannot be started leaves nothing behind:', () => {
  const failing = async (text: string): Promise<{ code: string; message: string }> => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;
    const { start } = setUp(text);
    const error = await start().then(
      (rig: IterationRig) => Promise.reject(new Error(`it was started on ${rig.proxy.url}`)),
      (reason: { code: string; message: string }) => reason,
    );
    await expect
      .poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length)
      .toBeLessThanOrEqual(before);
    return { code: error.code, message: error.message };
  };

  test('its client is not found', async () => {
    expect(
      await failing('target: { builtin: echo }\nclient: { type: command, command: [no-such-client] }'),
    ).toMatchObject({
      code: 'client.not-found',
      message: 'the client command was not found: no-such-client',
    });
  });

  test('its port is somebody else’s', async () => {
    const { start } = setUp('target: { builtin: echo }');
    await using other = await start();
    expect(await failing(`target: { builtin: echo }\nlisten: 127.0.0.1:${other.proxy.port}`)).toMatchObject({
      code: 'port.in-use',
      message: `port ${other.proxy.port} on 127.0.0.1 is in use`,
    });
  });

  test('its certificate is not there', async () => {
    expect(
      await failing('target: { builtin: echo }\nlisten: { tls: { cert: no-cert.pem, key: no-key.pem } }'),
    ).toMatchObject({
      code: 'tls.unreadable',
      message: expect.stringMatching(/^cannot read the certificate .*no-cert\.pem: no such file or directory$/),
    });
  });
});
