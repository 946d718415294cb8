import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const soakTests = 'test/**/*.soak.test.ts';

/** `--mode soak` runs the long tests, every other mode all the others. */
export default defineConfig(({ mode }) => ({
  root,
  test: {
    ...(mode === 'soak' ? { include: [soakTests] } : { include: ['test/**/*.test.ts'], exclude: [soakTests] }),
    globalSetup: [fileURLToPath(new URL('support/global-setup.ts', import.meta.url))],
    testTimeout: mode === 'soak' ? 600_000 : 30_000,
    hookTimeout: 30_000,
    coverage: { include: ['src/**'] },
  },
}));
