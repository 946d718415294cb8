import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InstalledPackage, installPackage } from '../support/install-package.ts';
import { compileConsumers, mistakes } from './compile-consumers.ts';
import { usePackage } from './use-package.ts';

// The package as npm packs it, in an empty project elsewhere. package.soak.test.ts does the same on other versions of Node,
// and checks the declarations themselves.

let installed: InstalledPackage;

beforeAll(async () => {
  installed = await installPackage();
}, 300_000);

afterAll(() => installed?.remove());

test('the package runs where nothing else is: version, scenario, library, fixture', { timeout: 120_000 }, async () => {
  await usePackage(installed);
});

test.each([
  'nodenext',
  'bundler',
] as const)('a project in strict TypeScript has all types by %s, and is told what it does wrong', {
  timeout: 120_000,
}, async (resolution) => {
  expect(await compileConsumers(installed, resolution)).toMatch(mistakes);
});
