import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('a fault that is there tells what it does and how long it stays, and can be lifted', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  const socket = await dashboard.dial();
  session.inject({ fault: 'latency', with: { delay: '20ms' }, id: 'slow', for: '60s' });
  session.inject({ fault: 'reset', id: 'later', when: { event: 'message', nth: 50 } });
  const rows = page.locator('.live-faults li');
  await rows.getByText('hold chunks for 20 ms').waitFor();
  await rows.getByText(/^[\d.]+ s left/).waitFor();
  await rows.getByText(/^waiting/).waitFor();
  await page.getByRole('button', { name: 'Lift slow' }).click();
  await rows.getByText('hold chunks').waitFor({ state: 'detached' });
  expect(session.faults().map(({ id }) => id)).toEqual(['later']);
  socket.terminate();
});
