import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('each connection tells its state, its age and what it carried, and can be reset', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  await page.getByText('None is up.').waitFor();
  const socket = await dashboard.dial();
  const over = new Promise((resolve) => socket.once('close', resolve));
  socket.send('x'.repeat(994));
  const row = page.locator('.connections tbody tr');
  await row.getByText('1.0 kB').first().waitFor();
  expect(await row.locator('td').first().textContent()).toBe('open/');
  await row.getByRole('button', { name: 'Reset connection 1' }).click();
  await over;
  await page.getByText('None is up.').waitFor();
});

test('of very many only the first are listed', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const sockets = await Promise.all(Array.from({ length: 53 }, () => dashboard.dial()));
  await page.getByText('and 3 more').waitFor();
  expect(await page.locator('.connections tbody tr').count()).toBe(50);
  for (const socket of sockets) socket.terminate();
});
