import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseResult } from '../../../src/result/run-result.ts';
import { type FaultEntry, parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { runScenario } from '../../../src/runner/run-scenario.ts';
import { createProxySession, type ProxySession } from '../../../src/runner/session/proxy-session.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { startClient } from '../../fixtures/reconnecting-client.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wschaos-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the runner makes of it, as a user's `wschaos run` would. */
async function run(text: string): Promise<CaseResult> {
  const file = join(folder, 'explored.yaml');
  await writeFile(file, text);
  const { cases } = await runScenario(file, { loopDelayFloorMs: 10_000, overrides: { repeat: 1 } });
  const [only] = cases;
  if (only === undefined) throw new Error('no case');
  return only;
}

async function explore(act: (session: ProxySession) => Promise<void>, heartbeatMs = 100): Promise<string> {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  await using session = await createProxySession({
    name: 'chat',
    target: server.url,
    scenarioTarget: { builtin: 'echo' },
  });
  await using _client = startClient(session.url, { heartbeatMs });
  await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(2);
  await act(session);
  return session.exportScenario();
}

const verdictOf = (session: ProxySession) => session.measurements().at(-1)?.verdict;

describe('what was done by hand is saved, and the file passes:', () => {
  test.each<[string, readonly FaultEntry[], readonly (string | RegExp)[]]>([
    ['a reset', [{ fault: 'reset' }], [/^ {2}- detection\.max < [\d.]+m?s$/m, 'recovered == 100%']],
    ['a reset of one connection', [{ fault: 'reset', connections: { nth: 1 } }], ['recovered == 100%']],
    ['a close with a code', [{ fault: 'close', with: { code: 1012 } }], ['recovered == 100%']],
    ['an outage', [{ fault: 'refuse', for: '300ms' }, { fault: 'reset' }], ['recovered == 100%']],
    [
      'lost pongs',
      [{ fault: 'drop', with: { frames: 'pong' }, direction: 'to-client', for: '400ms' }],
      ['recovered == 100%'],
    ],
  ])('%s', async (_what, entries, expected) => {
    const text = await explore(async (session) => {
      for (const entry of entries) session.inject(entry);
      await expect.poll(() => [verdictOf(session), session.faults()], { timeout: 10_000 }).toEqual(['recovered', []]);
    });
    for (const line of expected) expect(text).toMatch(line);
    const result = await run(text);
    expect(result).toMatchObject({ name: 'explored', status: 'pass', iterations: [{ verdict: 'recovered' }] });
  });

  test('a delay that the client came through', async () => {
    const text = await explore(async (session) => {
      session.inject({ id: 'slow', fault: 'latency', with: { delay: '5ms' } });
      const { frames } = session.totals.toClient;
      await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(frames + 2);
      session.lift('slow');
      await expect.poll(() => verdictOf(session)).toBe('unaffected');
    });
    expect(text).toContain('benign: true');
    expect(await run(text)).toMatchObject({ status: 'pass', iterations: [{ verdict: 'unaffected' }] });
  });
});

test.each([
  ['soon', 100],
  // A ping was under way: without a heartbeat nothing would tell the client of the file.
  ['almost at once', 25],
])('a black hole that was detected %s and lifted by hand lasts long enough for a heartbeat to tell of it', async (_when, heartbeatMs) => {
  const text = await explore(async (session) => {
    session.inject({ id: 'quiet', fault: 'blackhole', connections: 'existing' });
    await expect.poll(() => verdictOf(session), { interval: 5 }).toBe('recovered');
    session.lift('quiet');
  }, heartbeatMs);
  expect(text).toMatch(/for: \d+ms|for: \d+(\.\d+)?s/);
  expect(text).toContain('alive: pong');
  expect(await run(text)).toMatchObject({ status: 'pass', iterations: [{ verdict: 'recovered' }] });
});

test('faults that a scenario file armed are saved with what was thrown in beside them, and the file passes', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  const entries = [
    { fault: 'latency', with: { delay: '5ms' } },
    { id: 'later', fault: 'reset', at: '10m' },
  ];
  const plans = parseFaultEntries(entries, server.url);
  const armed = entries.flatMap((entry, index) => plans.slice(index, index + 1).map((plan) => ({ plan, entry })));
  await using session = await createProxySession({ name: 'a', target: server.url, armed, origin: 'first-open' });
  await using _client = startClient(session.url);
  await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(0);
  session.inject({ fault: 'reset' });
  await expect.poll(() => verdictOf(session)).toBe('recovered');
  const text = session.exportScenario();
  expect(text).toContain('measure:\n  from: reset-1\n');
  // One whose time had not come did nothing.
  expect(text.match(/fault: \w+|delay: \w+|at: \w+/g)).toEqual([
    ...['fault: latency', 'delay: 5ms', 'at: 500ms'],
    ...['fault: reset', expect.stringMatching(/^at: \d+ms$/)],
  ]);
  expect(await run(text)).toMatchObject({ status: 'pass', iterations: [{ verdict: 'recovered' }] });
});

describe('what is saved', () => {
  test('is the newest, or the one that is asked for', async () => {
    await using server = await startServer({ kind: 'echo', clock: realClock });
    await using session = await createProxySession({ name: 'chat', target: server.url });
    expect(() => session.exportScenario()).toThrow('no fault was thrown in yet, so there is nothing to save');
    await using _client = startClient(session.url);
    await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(0);
    session.inject({ fault: 'reset' });
    await expect.poll(() => verdictOf(session)).toBe('recovered');
    session.inject({ fault: 'close', with: { code: 1013 } });
    await expect.poll(() => verdictOf(session)).toBe('recovered');
    expect(session.exportScenario()).toContain('code: 1013');
    const first = session.exportScenario({ measurement: 1, scenarioName: 'cut', client: 'external' });
    expect(first).toContain('fault: reset');
    expect(first).toContain('\nname: cut\n');
    expect(first).toContain('\nclient: external\n');
    expect(first).toContain(`\ntarget: ${server.url}\n`);
    expect(() => session.exportScenario({ measurement: 9 })).toThrow('no measurement 9 is kept');
  });

  test('of a client that is not back says so, and still loads', async () => {
    const text = await explore(async (session) => {
      session.inject({ fault: 'refuse' });
      session.inject({ fault: 'reset' });
      await expect.poll(() => verdictOf(session)).toBe('undetected');
    });
    expect(text).toContain('# Still there when this was saved');
    expect(text).toContain('the client had not come back when this was saved (');
    expect(await run(text.replace('timeout: 10s', 'timeout: 2s'))).toMatchObject({ status: 'pass' });
  });
});
