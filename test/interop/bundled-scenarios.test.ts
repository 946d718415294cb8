import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledFolder } from '../../src/runner/load-scenario-files.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';

const names = readdirSync(bundledFolder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

/** Enough to see a scenario fail; how far a figure spreads is not the question here. */
const iterations = 2;

/** Twice as quiet as the tightest bound of the scenarios needs it; a test machine runs other tests beside. */
const loopDelayFloorMs = 50;

describe('the reference client meets what is expected of it in', { timeout: 180_000 }, () => {
  test.each(names)('%s', async (name) => {
    const { cases } = await runScenario(`builtin:${name}`, { loopDelayFloorMs, overrides: { repeat: iterations } });
    const failures = cases.flatMap(({ id, status, reason, expectations }) =>
      status === 'pass' ? [] : [{ id, status, reason, failed: expectations.filter(({ pass }) => !pass) }],
    );
    expect(cases.length).toBeGreaterThan(0);
    expect(failures).toEqual([]);
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
