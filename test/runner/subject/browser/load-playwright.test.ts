import { expect, test } from 'vitest';
import { loadPlaywright } from '../../../../src/runner/subject/browser/load-playwright.ts';

test('Playwright is loaded where it is installed', async () => {
  const { chromium } = await loadPlaywright();
  expect(chromium.name()).toBe('chromium');
});

test('a package that is missing is named, with what to type', async () => {
  const missing = () => import('playwright-that-nobody-installs' as string);
  await expect(loadPlaywright(missing)).rejects.toMatchObject({
    code: 'client.needs-package',
    message: 'clients of type "browser" need the package playwright-core',
    hint: 'Install it beside wschaos: npm install --save-dev playwright-core',
  });
});

test('a package that is there and broken is a defect of its own', async () => {
  const broken = () => Promise.reject(new SyntaxError('unexpected token'));
  await expect(loadPlaywright(broken)).rejects.toThrow(SyntaxError);
});
