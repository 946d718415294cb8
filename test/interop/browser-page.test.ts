import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IterationResult } from '../../src/result/run-result.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { chromium, requireDebianPackage } from '../support/debian-packages.ts';

beforeAll(() => requireDebianPackage(chromium), 120_000);

/** The iterations by case. */
async function run(name: string, repeat?: number): Promise<ReadonlyMap<string, readonly IterationResult[]>> {
  const file = fileURLToPath(new URL(`./${name}.yaml`, import.meta.url));
  const { cases } = await runScenario(file, {
    overrides: repeat === undefined ? {} : { repeat },
    loopDelayFloorMs: 5_000,
    jobs: 2,
  });
  return new Map(cases.map(({ id, iterations }) => [id, iterations]));
}

const outcomes = (iterations: readonly IterationResult[] = []) =>
  iterations.map(({ verdict, cause, source }) => [verdict, cause, source.detection]);

describe('a page with a reconnecting client', { timeout: 180_000 }, () => {
  test('is judged by what it tells, and by the wire', async () => {
    const cases = await run('browser');
    const twice = (...of: readonly unknown[]) => [of, of];
    expect([...cases].map(([id, iterations]) => [id, outcomes(iterations)])).toEqual([
      ['browser/reset', twice('recovered', 'close:1006', 'client')],
      ['browser/refuse', twice('recovered', 'close:1006', 'client')],
      ['browser/half-open', twice('recovered', 'app.heartbeat.timeout', 'client')],
      ['browser/close-1012', twice('recovered', 'close:1012', 'client')],
    ]);
    const [first, second] = cases.get('browser/half-open') ?? [];
    // A page cannot say that its socket hangs on; the wire shows both, and the phase is counted from its messages.
    for (const each of [first, second]) {
      expect(each).toMatchObject({ wireSign: 'close:1005', phase: expect.any(Number), samples: { 'sockets.max': 2 } });
      expect(each?.samples.detection).toBeGreaterThan(1_000);
    }
    // Dials that a closed port refuses are told by the page alone.
    for (const { samples, source } of cases.get('browser/refuse') ?? []) {
      expect(samples.attempts).toBeGreaterThanOrEqual(3);
      expect(source.attempts).toBe('client');
    }
  });

  test('hangs on to a dead socket for longer than it is watched', async () => {
    const [only] = (await run('browser-close-stall')).get('browser-close-stall') ?? [];
    expect(only?.samples).toMatchObject({ close: 'censored', 'sockets.max': 2 });
  });

  test('trusts the certificate of the TLS listener, and no bad one', async () => {
    const cases = await run('browser-tls');
    expect([...cases.keys()]).toEqual(['browser-tls/expired', 'browser-tls/self-signed', 'browser-tls/wrong-host']);
    for (const [only] of cases.values()) {
      expect(only).toMatchObject({ verdict: 'recovered', cause: 'close:1006' });
      // The dials that met the bad certificate came to nothing.
      expect(only?.samples.attempts).toBeGreaterThanOrEqual(2);
    }
  });

  test('that waits for its close event never learns of a silent link', async () => {
    const cases = await run('browser-naive');
    expect([...cases].map(([id, iterations]) => [id, outcomes(iterations)])).toEqual([
      ['browser-naive/reset', [['recovered', 'close:1006', 'client']]],
      ['browser-naive/blackhole', [['undetected', null, undefined]]],
    ]);
  });
});
