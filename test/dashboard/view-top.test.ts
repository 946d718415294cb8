import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the head tells where to dial, where it goes, and what went through', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  const socket = await dashboard.dial();
  socket.send('hello');
  await page.getByText('to server 1 frames, 11 B').waitFor();
  expect(await page.locator('h1').textContent()).toBe(`${session.url} → ${session.target}`);
  socket.terminate();
});

test('the port is closed and opened again', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.getByRole('button', { name: 'Close the port' }).click();
  await page.getByRole('button', { name: 'Open the port again' }).click();
  await page.getByRole('button', { name: 'Close the port' }).waitFor();
  expect(session.enabled).toBe(true);
});

test('with several proxies one is chosen', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, registry, session } = dashboard;
  const other = await registry.add({ name: 'other', target: session.target });
  await page.getByLabel('Proxy', { exact: true }).selectOption('other');
  await page.locator('h1').getByText(other.url).waitFor();
  await registry.remove('other');
  await page.getByText('this proxy is gone').waitFor();
});
