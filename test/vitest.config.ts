import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The gate of the house. The planted violations, one folder below, run it in a copy of this repository. */
const house = ['test/architecture/*.test.ts'];

/** Parts of the program: their tests touch nothing of the process that they run in, so one process serves many files. */
const parts = ['base', 'wire', 'faults', 'scenario', 'result', 'report', 'client', 'server', 'proxy'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Every figure of these is compared with one from elsewhere: they run when nothing else does. */
const figures = ['test/interop/ground-truth.test.ts'];

const soak = ['test/**/*.soak.test.ts'];

/** All others, of the program as a whole: processes and browsers, slow to start, and mostly waiting. */
const whole = { include: ['test/**/*.test.ts'], exclude: [...house, ...parts, ...figures, ...soak] };

/** Two files at a time, on however few processors. */
const workers = { maxWorkers: 2 } as const;

/** Each group begins when the one before has ended. */
const projects: TestProjectConfiguration[] = [
  { extends: true, test: { name: 'house', ...workers, include: house } },
  { extends: true, test: { name: 'whole', ...workers, ...whole } },
  { extends: true, test: { name: 'parts', ...workers, isolate: false, include: parts, sequence: { groupOrder: 1 } } },
  { extends: true, test: { name: 'figures', maxWorkers: 1, include: figures, sequence: { groupOrder: 2 } } },
];

/** `--mode soak` runs the long tests, every other mode all the others. */
export default defineConfig(({ mode }) => ({
  root,
  test: {
    globalSetup: [fileURLToPath(new URL('support/global-setup.ts', import.meta.url))],
    testTimeout: mode === 'soak' ? 600_000 : 30_000,
    hookTimeout: 30_000,
    coverage: { include: ['src/**'] },
    ...(mode === 'soak' ? { include: soak } : { projects }),
  },
}));
