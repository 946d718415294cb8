import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The gate of the house, and the violations planted in copies of this repository, in which it runs: compilers, that load the machine. */
const house = ['test/architecture/*.test.ts'];
const planted = ['test/architecture/planted/*.test.ts'];

/** Parts of the program: their tests touch nothing of the process that they run in, so one process serves many files. */
const parts = ['base', 'wire', 'faults', 'scenario', 'result', 'report', 'client', 'server', 'proxy'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Every figure of these is compared with one from elsewhere: they run when nothing else does. */
const figures = ['test/interop/ground-truth.test.ts'];

const soak = ['test/**/*.soak.test.ts'];

/** All others, of the program as a whole: processes and browsers, slow to start, and mostly waiting. */
const whole = { include: ['test/**/*.test.ts'], exclude: [...house, ...planted, ...parts, ...figures, ...soak] };

/** Two files at a time, on however few processors. */
const workers = { maxWorkers: 2 } as const;

/** What is polled for is awaited as long as a loaded machine needs. */
const limits = { testTimeout: 30_000, hookTimeout: 30_000, expect: { poll: { timeout: 20_000 } } } as const;

/** Each group begins when the one before has ended. */
const projects: TestProjectConfiguration[] = [
  { root, test: { ...limits, name: 'whole', ...workers, ...whole } },
  { root, test: { ...limits, name: 'house', ...workers, include: house, sequence: { groupOrder: 1 } } },
  { root, test: { ...limits, name: 'planted', ...workers, include: planted, sequence: { groupOrder: 1 } } },
  { root, test: { ...limits, name: 'parts', ...workers, isolate: false, include: parts, sequence: { groupOrder: 1 } } },
  { root, test: { ...limits, name: 'figures', maxWorkers: 1, include: figures, sequence: { groupOrder: 2 } } },
];

/** `--mode soak` runs the long tests, every other mode all the others. */
export default defineConfig(({ mode }) => ({
  root,
  test: {
    globalSetup: [fileURLToPath(new URL('support/global-setup.ts', import.meta.url))],
    coverage: { include: ['src/**'] },
    ...(mode === 'soak' ? { ...limits, testTimeout: 600_000, include: soak } : { projects }),
  },
}));
