import { readdirSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { RunResult } from '../../src/result/run-result.ts';
import { bundledFolder, loadScenarioFiles } from '../../src/runner/load-scenario-files.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';

const names = readdirSync(bundledFolder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

// They mostly wait.
vi.setConfig({ maxConcurrency: 6 });

/** Enough to see a scenario fail; how far a figure spreads is not the question here. */
const iterations = 2;

/** Twice as quiet as the tightest bound of the scenarios needs it; a test machine runs other tests beside. */
const loopDelayFloorMs = 50;

const { cases: bundled } = loadScenarioFiles(names.map((name) => `builtin:${name}`));
const isFleet = (name: string): boolean => bundled.some((one) => one.name === name && one.client.count > 1);

/** A run that the machine disturbed says nothing of what is expected. */
async function runUndisturbed(name: string): Promise<RunResult> {
  let result: RunResult;
  let runs = 0;
  do {
    result = await runScenario(`builtin:${name}`, { loopDelayFloorMs, overrides: { repeat: iterations } });
    runs += 1;
  } while (runs < 3 && result.cases.some(({ status }) => status === 'unmeasured'));
  return result;
}

async function failuresOf(name: string): Promise<readonly unknown[]> {
  const { cases } = await runUndisturbed(name);
  if (cases.length === 0) throw new Error(`${name} has no case`);
  return cases.flatMap(({ id, status, reason, expectations }) =>
    status === 'pass' ? [] : [{ id, status, reason, failed: expectations.filter(({ pass }) => !pass) }],
  );
}

describe.concurrent('what is expected of one client is met in', { timeout: 180_000 }, () => {
  test.for(names.filter((name) => !isFleet(name)))('%s', async (name, { expect }) => {
    expect(await failuresOf(name)).toEqual([]);
  });
});

/** They need the machine for themselves. */
describe('what is expected of a fleet is met in', { timeout: 180_000 }, () => {
  test.each(names.filter(isFleet))('%s', async (name) => {
    expect(await failuresOf(name)).toEqual([]);
  });
});

describe('what only a bundled scenario shows:', { timeout: 60_000 }, () => {
  test.each([
    ['the port refuses while it is closed', 'port-gone', 'tcp.reset'],
    ['an agreed reply does not come', 'no-reply', 'app.reply.timeout'],
    ['the last pong is too old', 'pong-age', 'ping.timeout'],
    ['a send tells that the connection is closed', 'stop-message', 'send.error'],
    ['nothing tells a client that only reads', 'silent-server', null],
  ] as const)('%s', async (_what, name, cause) => {
    const { cases } = await runScenario(`builtin:${name}`, { loopDelayFloorMs, overrides: { repeat: 2 } });
    const [only] = cases;
    expect(only?.iterations.map((iteration) => iteration.cause)).toEqual([cause, cause]);
    const verdict = cause === null ? 'undetected' : 'recovered';
    expect(only?.iterations.map((iteration) => iteration.verdict)).toEqual([verdict, verdict]);
  });

  test('a dial of the closed port is refused, and told as tcp.refused', async () => {
    const { cases } = await runScenario('builtin:port-gone', { loopDelayFloorMs, overrides: { repeat: 2 } });
    for (const { timeline } of cases[0]?.iterations ?? []) {
      expect(timeline.map(({ text }) => text).join('\n')).toContain('tcp.refused');
    }
  });
});
