import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the page shows the proxy that it is of, and its policy has nothing to refuse', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session, problems } = dashboard;
  await page.getByRole('heading', { level: 1 }).getByText(session.url).waitFor();
  await page.locator('.link.live').waitFor();
  expect(await page.title()).toBe('wschaos explore');
  expect(problems).toEqual([]);
});

test('with another token the page is not served, and what it asks for is refused', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, url } = dashboard;
  const answer = await page.request.get(url.replace(/token=.*/, 'token=other'));
  expect(answer.status()).toBe(401);
});
