import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { chromium, requireDebianPackage } from '../support/debian-packages.ts';

test('Chromium lets go of a dead socket after a minute', async () => {
  requireDebianPackage(chromium);
  const file = fileURLToPath(new URL('./browser-close-stall.yaml', import.meta.url));
  const { cases } = await runScenario(file, { overrides: { timeoutMs: 75_000 }, loopDelayFloorMs: 5_000 });
  const samples = cases[0]?.iterations[0]?.samples;
  expect(samples?.close).toBeGreaterThan(59_000);
  expect(samples?.close).toBeLessThan(65_000);
});
