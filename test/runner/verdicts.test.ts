import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts } from '../../src/result/run-result.ts';
import { makeFolder } from '../cli/test-io.ts';
import { beatingClient, programClient, talkingClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';

/** Dials once, says hello, and reads. What it does `onClose` is up to the test. */
const once = (onClose = ''): string => `
  const ws = new WebSocket(url);
  ws.on('open', () => ws.send('hello'));
  ws.on('error', () => {});
  ws.on('close', () => { ${onClose} });`;

const brokenModule = `import WebSocket from ${JSON.stringify(import.meta.resolve('ws'))};
export default ({ url, emit }) => {
  const ws = new WebSocket(url);
  ws.on('open', () => ws.send('hello'));
  ws.on('message', () => emit('ready'));
  ws.on('error', () => {});
  ws.on('close', async () => { throw new Error('nobody handles a close'); });
  return { close: () => ws.terminate() };
};`;

const moduleClient = (source: string): string =>
  `client: { type: module, module: ${path.join(makeFolder({ 'client.mjs': source }), 'client.mjs')} }`;

const reset = '{ fault: reset, at: 50ms }';
const silence = '{ fault: blackhole, connections: existing, at: 50ms }';
const slowness = '{ fault: latency, with: { delay: 20ms }, at: 50ms, for: 200ms }';
const standstill = '{ fault: pause, at: 50ms, for: 800ms, benign: true }';

interface Row {
  readonly what: string;
  readonly client: () => string;
  readonly fault: string;
  readonly reason?: RegExp;
}

const rows: Readonly<Record<Verdict, Row>> = {
  recovered: { what: 'dials again', client: () => programClient(talkingClient), fault: reset },
  unaffected: { what: 'lives through the fault', client: () => programClient(talkingClient), fault: slowness },
  undetected: { what: 'only reads, on a silent link', client: () => programClient(once()), fault: silence },
  stuck: {
    what: 'ends its side and does not dial',
    client: () => programClient(once()),
    fault: '{ fault: disconnect, at: 50ms }',
  },
  'gave-up': {
    what: 'says that it stops',
    client: () => programClient(once("tell({ ev: 'giveup', cause: 'one try is enough' });")),
    fault: reset,
    reason: /^client 1 gave up: one try is enough$/,
  },
  crashed: {
    what: 'leaves a rejection unhandled',
    client: () => moduleClient(brokenModule),
    fault: reset,
    reason: /^client 1 exited with code 1: .*nobody handles a close/,
  },
  spurious: {
    what: 'has less patience than a benign fault asks for',
    client: () => programClient(beatingClient('ws.terminate(); redial();')),
    fault: standstill,
    reason: /^client 1 broke its link under a benign fault \(fin\)$/,
  },
  invalid: {
    what: 'never dials',
    client: () => programClient(''),
    fault: reset,
    reason:
      /^client never steady: it never connected to the proxy within 1\.5 s; it was given ws:\/\/127\.0\.0\.1:\d+\/ as WSCHAOS_URL$/,
  },
};

describe('a client that', () => {
  test.each(verdicts.map((verdict) => ({ verdict, ...rows[verdict] })))('$what: $verdict', async (row) => {
    const { verdict, client, fault, reason } = row;
    const { result } = await runInline(`target: { builtin: echo }
${client()}
faults: [${fault}]
timeout: ${verdict === 'recovered' || verdict === 'crashed' ? '10s' : '1500ms'}`);
    expect(result.verdict).toBe(verdict);
    if (reason === undefined) expect(result.reason).toBeUndefined();
    else expect(result.reason).toMatch(reason);
  });
});
