import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { faults } from '../../src/faults/index.ts';
import { createTestIo } from './test-io.ts';

async function show(...argv: readonly string[]) {
  const io = createTestIo();
  const code = await main(['faults', ...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('wschaos faults', () => {
  test('lists every fault below the layer that it acts on', async () => {
    const { stdout } = await show();
    const blocks = stdout.split('\n\n').map((block) => block.split('\n'));
    for (const { type, layer, summary } of faults) {
      const block = blocks.find(([title]) => title === layer) ?? [];
      expect(block.some((line) => line.trim().startsWith(type) && line.endsWith(summary))).toBe(true);
    }
  });

  test('shows one with its options and a scenario', async () => {
    expect((await show('latency')).stdout).toBe(`\
latency: Hold each chunk back for a while; order kept, throughput not cut.

acts on      bytes
on the wire  every chunk, and the end, arrives later; never reordered
delivery     every byte behind the handshake arrives, late at most
lifetime     until lifted: for, until, count, or the end of the iteration
direction    both, if not told otherwise

option        default
delay         required    duration: A number and a unit: us, ms, s, m or h.
jitter        –           duration: Width of the variation: ± for uniform, one
                          sigma for normal, scale for pareto.
distribution  uniform     uniform | normal | pareto
holds         everything  everything | end: With \`end\` the bytes pass at once,
                          and only the FIN or RST behind them arrives later.

version: 1
name: try-latency
target: { builtin: echo }
client: reference
faults:
  - fault: latency
    with: { delay: 200ms, jitter: 50ms }
    at: 1s
    for: 3s
timeout: 10s
`);
  });

  test.each([
    ['reset', 'lifetime     one instant\n\n'],
    ['inject', 'lifetime     until lifted: for, until, or the end of the iteration\ndirection    to-client, if'],
    ['flap', 'lifetime     until lifted: for, until, count, or the end of the iteration\n\n'],
    ['server', 'lifetime     until lifted: for, until, or the end of the iteration\n\n'],
  ])('says of %s only what it takes', async (type, facts) => {
    expect((await show(type)).stdout).toContain(facts);
  });

  test.each(faults.map(({ type }) => [type]))('fits %s into 80 columns', async (type) => {
    const { code, stdout } = await show(type);
    expect([code, stdout.split('\n').filter((line) => line.length > 80)]).toEqual([0, []]);
  });

  test('answers an unknown name with the nearest', async () => {
    expect(await show('blackole')).toEqual({
      code: 2,
      stdout: '',
      stderr: `wschaos: unknown fault "blackole" (did you mean "blackhole"?)\nThere are ${faults.map(({ type }) => type).join(', ')}.\n`,
    });
  });
});
