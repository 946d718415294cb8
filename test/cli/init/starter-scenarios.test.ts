import { expect, test } from 'vitest';
import { starterScenarios } from '../../../src/cli/init/starter-scenarios.ts';
import { main } from '../../../src/cli/main.ts';
import { createTestIo, makeFolder } from '../test-io.ts';

test('each is valid, and named as its file', async () => {
  const io = createTestIo({ cwd: makeFolder({ ...starterScenarios, 'client.mjs': '' }) });
  expect(await main(['validate', '.'], io)).toBe(0);
  for (const [file, text] of Object.entries(starterScenarios)) {
    expect(text).toContain(`\nname: ${file.replace('.yaml', '')}\n`);
  }
});
