import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledPackage, installPackage } from '../support/install-package.ts';
import { compileConsumers, mistakes } from './compile-consumers.ts';
import { usePackage } from './use-package.ts';

// The whole range of Node that the package supports, on one machine: each is an npm package that holds the program alone,
// some 150 MB. npm run test:soak -- test/interop/package.soak.test.ts

let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installPackage();
}, 300_000);

afterAll(() => installed?.remove());

describe('the package runs on', () => {
  test.each(['20.20', '22', '24', '26'])('Node %s: version, scenario, library, fixture', async (version) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'wschaos-node-'));
    try {
      const name = `node-${process.platform}-${process.arch}`;
      await installed.install('--prefix', folder, `${name}@${version}`);
      const node = path.join(folder, 'node_modules', name, 'bin/node');
      const { stdout } = await installed.node(['--version'], node);
      expect(stdout).toMatch(new RegExp(`^v${version}\\.`));
      await usePackage(installed, node);
      // V8 warns of a flag that it does not know any more.
      const { stderr } = await installed.node(['node_modules/wschaos/bin/wschaos.js', 'faults', 'reset'], node);
      expect(stderr).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test.each(['nodenext', 'bundler'] as const)('its declarations are right in themselves, by %s', async (resolution) => {
  expect(await compileConsumers(installed, resolution, { checksDeclarations: true })).toMatch(mistakes);
});
