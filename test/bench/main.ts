import os from 'node:os';
import process from 'node:process';
import type { Figure } from './figures.ts';
import { benchLatency } from './latency-bench.ts';
import { benchMemory } from './memory-bench.ts';
import { benchRelay } from './relay-bench.ts';
import { benchScenario } from './scenario-bench.ts';

/** Each bench by the name that selects it: `npm run bench -- relay memory`. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  relay: benchRelay,
  latency: benchLatency,
  memory: benchMemory,
  scenario: benchScenario,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; expected ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  console.log(
    `node ${process.versions.node}, ${os.availableParallelism()} cpus, ${os.cpus()[0]?.model ?? 'unknown cpu'}\n`,
  );
  let missed = 0;
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    for (const { what, value, bound, met } of (await benches[name]?.()) ?? []) {
      if (met === false) missed++;
      const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
      console.log(`${what.padEnd(72)} ${value.padStart(12)}   ${(bound ?? '').padEnd(12)} ${verdict}`);
    }
  }
  if (missed > 0) process.exitCode = 1;
}
