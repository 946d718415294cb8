import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { InstalledPackage } from '../support/install-package.ts';

const ours = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** What the compiler says of the consumers below: of the two mistakes in the last one, and of nothing else. */
export const mistakes =
  /^wrong\.ts\(4,\d+\): error TS2345: .*\n(?: .*\n)*wrong\.ts\(5,\d+\): error TS2345: .*\n(?: .*\n)*$/;

/**
 * Compiles what uses every entry of the package, strictly; gives what the compiler prints. `checksDeclarations`: those of the
 * package, and of the frameworks, are checked for themselves, which takes several times as long.
 */
export async function compileConsumers(
  { folder }: InstalledPackage,
  resolution: 'nodenext' | 'bundler',
  { checksDeclarations = false } = {},
): Promise<string> {
  // The frameworks and the types of Node, which a project has of its own.
  for (const name of readdirSync(ours)) {
    const link = path.join(folder, 'node_modules', name);
    if (!name.startsWith('.') && !existsSync(link)) await symlink(path.join(ours, name), link);
  }
  for (const [name, text] of Object.entries(consumers)) await writeFile(path.join(folder, name), text);
  const module = resolution === 'bundler' ? 'esnext' : resolution;
  const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--types', 'node', '--target', 'es2022'];
  const libraries = ['--lib', 'es2023,esnext.disposable,dom', '--skipLibCheck', String(!checksDeclarations)];
  const modules = ['--module', module, '--moduleResolution', resolution];
  const argv = [path.join(ours, 'typescript/bin/tsc'), ...flags, ...libraries, ...modules, ...Object.keys(consumers)];
  return promisify(execFile)(process.execPath, argv, { cwd: folder }).then(
    () => '',
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
}

const consumers: Readonly<Record<string, string>> = {
  'library.ts': `import { defineClient, type FaultEntry, faults, type RunResult, runScenario, startProxy, WschaosError } from 'wschaos';

const entry: FaultEntry = { fault: 'drop', with: { frames: 'pong' }, for: '5s' };
const { cases }: RunResult = await runScenario('builtin:reset', { overrides: { repeat: 1 } });
export const detections = cases.flatMap(({ iterations }) => iterations.map(({ samples }) => samples.detection ?? null));
await using proxy = await startProxy({ target: 'ws://127.0.0.1:8080', faults: [entry], onEvent: ({ kind }) => kind });
proxy.inject(entry).lift();
export const client = defineClient(({ url, emit }) => {
  emit('loss', { code: 1006 });
  return { close: () => void url };
});
export const names: readonly string[] = faults.map(({ type }) => type);
export const codeOf = (error: unknown): string => (error instanceof WschaosError ? error.code : '');
`,
  'node-test.ts': `import { test } from 'node:test';
import { not, type Observed, startChaos, toDetectWithin, toHaveBackedOff, toHaveLostMessages } from 'wschaos/node-test';

test('a client', async (t) => {
  const chaos = await startChaos(t, { target: 'ws://127.0.0.1:8080', ready: 'open', sequence: 'seq' });
  await toDetectWithin(chaos.inject({ fault: 'reset' }), '1s', { timeout: 5 });
  await not.toDetectWithin(chaos, 5);
  await toHaveBackedOff(chaos, { shape: 'exponential', minWait: '10ms' });
  await toHaveLostMessages(chaos, 0);
  const observed: Observed = chaos.observe();
  const attempts: readonly number[] = observed.marks.attempts;
  await chaos.waitFor('attempt', { nth: attempts.length });
});
`,
  'vitest.ts': `import { type ChaosOptions, expect, test } from 'wschaos/vitest';

const served = test.extend<{ readonly chaosOptions: Partial<ChaosOptions> }>({ chaosOptions: { target: 'ws://a.b' } });
served('a client', async ({ chaos, startChaos }) => {
  await expect(chaos).toDetectWithin('1s');
  await expect(await startChaos({ target: 'ws://c.d' })).not.toRecoverWithin(5);
  await expect(chaos).toHaveBackedOff({ factor: 2 });
});
`,
  'jest.ts': `import { expect, test } from '@jest/globals';
import { startChaos } from 'wschaos/jest';

test('a client', async () => {
  const chaos = await startChaos({ target: 'ws://127.0.0.1:8080' });
  await expect(chaos).toDetectWithin('1s');
  await expect(chaos).not.toHaveLostMessages();
  await expect(chaos).toHaveBackedOff({ factor: 2 });
});
`,
  'playwright.ts': `import { expect, test } from 'wschaos/playwright';

test.use({ chaosOptions: { target: 'ws://127.0.0.1:8080' } });
test('a page', async ({ page, chaos, startChaos }) => {
  await page.goto(chaos.url);
  await expect(chaos).toDetectWithin('1s');
  await expect(await startChaos()).not.toReconnectWithin(5, { timeout: '1s' });
  await expect(page.locator('p')).toHaveText('online');
});
`,
  'wrong.ts': `import { expect, test } from 'wschaos/vitest';

test('a client', async ({ chaos }) => {
  await chaos.waitFor('redy');
  await expect(chaos).toDetectWithin({});
});
`,
};
