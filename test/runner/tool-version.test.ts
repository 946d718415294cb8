import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { toolVersion } from '../../src/runner/tool-version.ts';

test('the version is that of the package', () => {
  expect(toolVersion()).toBe(packageJson.version);
  expect(toolVersion()).toMatch(/^\d+\.\d+\.\d+/);
});
