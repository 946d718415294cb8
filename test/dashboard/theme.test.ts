import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the button goes from that of the system to light, dark and back, and the lanes follow', async () => {
  await using dashboard = await openDashboard(browser, { context: { colorScheme: 'dark' } });
  const { page } = dashboard;
  const button = page.locator('#theme');
  const colour = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const dark = await colour();
  await button.click();
  expect(await button.textContent()).toBe('Theme: light');
  expect(await colour()).not.toBe(dark);
  await button.click();
  expect([await button.textContent(), await colour()]).toEqual(['Theme: dark', dark]);
  await button.click();
  expect(await button.textContent()).toBe('Theme: auto');
});
