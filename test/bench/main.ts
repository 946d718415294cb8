import os from 'node:os';
import process from 'node:process';
import { benchBandwidth } from './bandwidth-bench.ts';
import { benchCompare } from './compare-bench.ts';
import { benchCrowd } from './crowd-bench.ts';
import type { Figure } from './figures.ts';
import { benchJobs } from './jobs-bench.ts';
import { benchLatency } from './latency-bench.ts';
import { benchMemory } from './memory-bench.ts';
import { benchPage } from './page-bench.ts';
import { benchRoundTrip } from './round-trip-bench.ts';
import { benchScenario } from './scenario-bench.ts';
import { benchStartup } from './startup-bench.ts';
import { benchSuite } from './suite-bench.ts';
import { benchThroughput } from './throughput-bench.ts';
import { benchToxiproxy } from './toxiproxy-bench.ts';

/** Each bench by the name that selects it: `npm run bench -- latency memory`. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'round-trip': benchRoundTrip,
  throughput: benchThroughput,
  latency: benchLatency,
  bandwidth: benchBandwidth,
  toxiproxy: benchToxiproxy,
  memory: benchMemory,
  crowd: benchCrowd,
  scenario: benchScenario,
  suite: benchSuite,
  compare: benchCompare,
  jobs: benchJobs,
  startup: benchStartup,
  page: benchPage,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; expected ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  const figures: Figure[] = [];
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    const startedAt = performance.now();
    figures.push(...((await benches[name]?.()) ?? []));
    console.error(`${name}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  }
  console.log(
    `\nnode ${process.versions.node}, ${os.availableParallelism()} cpus, ${os.cpus()[0]?.model ?? 'unknown cpu'}\n`,
  );
  for (const { what, value, bound, met } of figures) {
    const verdict = met === undefined ? '' : met ? 'pass' : 'MISS';
    console.log(`${what.padEnd(80)} ${value.padStart(14)}   ${(bound ?? '').padEnd(12)} ${verdict}`.trimEnd());
  }
  if (figures.some(({ met }) => met === false)) process.exitCode = 1;
}
