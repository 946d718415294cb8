import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { nodeCommand } from '../cli/spawn-wschaos.ts';

/**
 * Lets V8 see literals that live, then makes many of which a thousand are alive at any time, and prints how many bytes of
 * those came to stand in the old generation.
 */
const work = `
import { getHeapSpaceStatistics } from 'node:v8';
import { calmCollector } from ${JSON.stringify(import.meta.resolve('../../src/runner/calm-collector.ts'))};

if (process.argv[1] === 'calm') calmCollector();
const make = (n) => {
  const view = { header: { n, key: [n & 255, 1, 2, 3] }, text: 'x' };
  return { kind: 'data', view, completes: [view], n };
};
const oldBytes = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_used_size;
const held = [];
for (let round = 0; round < 5; round++) {
  for (let n = 0; n < 1_000; n++) held[n] = make(n);
  gc({ type: 'minor' });
}
let last = oldBytes();
let grown = 0;
for (let n = 0; n < 300_000; n++) {
  held[n % 1_000] = make(n);
  if (n % 5_000 > 0) continue;
  const now = oldBytes();
  grown += Math.max(0, now - last);
  last = now;
}
console.log(grown);
`;

/** V8 guesses only while the young generation is as large as it may be. */
const fullyGrown = ['--expose-gc', '--min-semi-space-size=16', '--max-semi-space-size=16'];

async function growth(how: 'calm' | 'as it is'): Promise<number> {
  const { command, argv } = nodeCommand(['--input-type=module', '--eval', work, how]);
  return Number((await promisify(execFile)(command, [...fullyGrown, ...argv])).stdout);
}

test('a collector that was calmed leaves what lives shortly in the young generation', async () => {
  const [calm, asItIs] = await Promise.all([growth('calm'), growth('as it is')]);
  expect(calm).toBeLessThan(asItIs / 4);
}, 30_000);
