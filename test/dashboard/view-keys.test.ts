import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

import { keyTable } from '../../src/dashboard/key-table.ts';

test('all keys are listed', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await page.locator('.keys dt').allTextContents()).toEqual(keyTable.map(([key]) => key));
  await page.getByRole('button', { name: /^Close ?Esc/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
