import { expect } from 'vitest';
import { toolVersion } from '../../src/runner/tool-version.ts';
import type { InstalledPackage } from '../support/install-package.ts';

/** What a user does first with the package: asks its version, runs a scenario, uses the library and a fixture. */
export async function usePackage({ node }: InstalledPackage, executable = process.execPath): Promise<void> {
  const wschaos = 'node_modules/wschaos/bin/wschaos.js';
  const version = await node([wschaos, '--version'], executable);
  expect(version).toEqual({ stdout: `${toolVersion()}\n`, stderr: '' });

  // A busy machine may make it 3, and says so; what is asked here is whether it runs.
  const run = await node(
    [wschaos, 'run', 'node_modules/wschaos/scenarios/refuse.yaml', '--repeat', '1', '--no-progress', '--ascii'],
    executable,
  ).catch((error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error);
  expect('code' in run ? [3, run.code] : []).toEqual('code' in run ? [run.code, 3] : []);
  expect(run.stdout).toMatch(/refuse +[|│]/);
  expect(run.stderr).not.toMatch(/warning|deprecat|error/i);

  const { stdout, stderr } = await node(['library.mjs'], executable);
  expect([JSON.parse(stdout), stderr]).toEqual([{ statuses: ['pass'], protocol: 'ws:' }, '']);

  const only = ['--test-name-pattern', 'comes back from a reset'];
  const tests = await node(['--test', '--test-reporter=tap', ...only, 'node-test/client.test.mjs'], executable);
  expect(tests.stdout).toMatch(/^ *ok \d+ - comes back from a reset$/m);
}
