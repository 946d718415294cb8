import { fileURLToPath } from 'node:url';
import { beforeAll, describe, test } from 'vitest';
import type { CaseResult } from '../../src/result/run-result.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { pythonWebsocket, requireDebianPackage } from '../support/debian-packages.ts';

/** The first and the last phase of a sweep are the extremes; two iterations take them both. */
async function run(name: string): Promise<CaseResult> {
  const file = fileURLToPath(new URL(`./${name}.yaml`, import.meta.url));
  const { cases } = await runScenario(file, { overrides: { repeat: 2 }, loopDelayFloorMs: 1_000 });
  return cases[0] as CaseResult;
}

beforeAll(() => requireDebianPackage(pythonWebsocket));

describe.concurrent('a program on websocket-client, against the chat server', { timeout: 120_000 }, () => {
  test('notices a silent link by the age of its last pong', async ({ expect }) => {
    const { iterations, expectations } = await run('python-pong-age');
    expect(iterations.map(({ verdict, cause, source }) => [verdict, cause, source.detection])).toEqual([
      ['recovered', 'ping.timeout', 'client'],
      ['recovered', 'ping.timeout', 'client'],
    ]);
    for (const { samples } of iterations) {
      // One interval and a second for the answer, less the phase; scheduling may add a little.
      expect(samples.detection).toBeGreaterThan(950);
      expect(samples.detection).toBeLessThan(2_500);
    }
    expect(expectations.filter(({ level, pass }) => level === 'error' && !pass)).toEqual([]);
  });

  test('is measured from the wire alone when it prints nothing', async ({ expect }) => {
    const { iterations, bound } = await run('python-black-box');
    expect(iterations.map(({ verdict, cause, wireSign }) => [verdict, cause, wireSign])).toEqual([
      ['recovered', null, 'close:1000'],
      ['recovered', null, 'close:1000'],
    ]);
    expect(iterations.map(({ source }) => [...new Set(Object.values(source))])).toEqual([['wire'], ['wire']]);
    expect(bound).toEqual({ style: 'ping', best: 1_000, worst: 2_000 });
    for (const { samples, phase } of iterations) {
      expect(phase).not.toBeNull();
      expect(samples.detection).toBeGreaterThan(950);
      expect(samples.detection).toBeLessThan(2_500);
    }
  });

  test('learns of a cut link by a send that fails, and dials a port that refuses', async ({ expect }) => {
    const { iterations, status } = await run('python-send-error');
    expect(status).toBe('pass');
    for (const { verdict, cause } of iterations) {
      expect([verdict, cause]).toEqual(['recovered', expect.stringMatching(/^(send\.error|tcp\..*)$/)]);
    }
    // A dial that meets the port just as it closes is answered only when the kernel tries again.
    expect(Math.max(...iterations.map(({ samples }) => Number(samples.attempts)))).toBeGreaterThanOrEqual(2);
  });
});
