import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('what each fault did is told live, the newest first', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.getByText('Throw a fault:').waitFor();
  expect(await page.getByRole('button', { name: /^Save as scenario/ }).isDisabled()).toBe(true);
  const socket = await dashboard.dial();
  socket.send('hello');
  await page.locator('.connections .state.open').waitFor();
  session.inject({ fault: 'blackhole', id: 'hole' });
  const rows = page.locator('.measured tbody tr');
  await rows.first().getByText('discard everything').waitFor();
  socket.send('lost');
  await rows.first().getByText('not detected yet').waitFor();
  expect(await rows.first().locator('.detection .figure').textContent()).toContain('…');
  session.lift('hole');
  session.inject({ fault: 'reset' });
  await rows.first().getByText('RST to both sides').waitFor();
  expect(await rows.count()).toBe(2);
});
