import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the fault types and the proxies are there, also those that come later', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, registry, session } = dashboard;
  await page.locator('#fault-type option', { hasText: 'max-age' }).waitFor({ state: 'attached' });
  await registry.add({ name: 'late', target: session.target });
  await page.getByLabel('Proxy', { exact: true }).waitFor();
  expect(await page.getByLabel('Proxy', { exact: true }).locator('option').allTextContents()).toEqual([
    'explore',
    'late',
  ]);
});
