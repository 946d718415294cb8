import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the newest frames are listed by kind, and stand still while one is looked at', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const socket = await dashboard.dial();
  socket.send('one');
  const rows = page.locator('.frame-row');
  await rows.nth(1).waitFor();
  socket.ping();
  await page.getByRole('button', { name: 'heartbeats' }).click();
  await rows.getByText('pong').waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole('button', { name: 'messages' }).click();
  await rows.getByText('text').first().waitFor();
  await rows.first().click();
  socket.send('two');
  await page.getByText('to server 3 frames').waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByRole('button', { name: 'Back to live' }).click();
  await rows.nth(3).waitFor();
  socket.terminate();
});
