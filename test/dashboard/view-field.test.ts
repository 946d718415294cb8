import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('a field says what it is for, what stands when it is empty, and takes words by buttons', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.locator('#fault-type').selectOption('drop');
  const words = page.getByRole('group', { name: 'frames', exact: true });
  await words.getByRole('button', { name: 'pong' }).click();
  await words.getByRole('button', { name: 'ping', exact: true }).click();
  await words.getByRole('button', { name: 'text' }).click();
  await words.getByRole('button', { name: 'text' }).click();
  await page.getByRole('button', { name: 'Throw it in' }).click();
  await page.locator('.live-faults li').waitFor();
  expect(session.faults()).toMatchObject([{ entry: { with: { frames: ['ping', 'pong'] } } }]);

  await page.locator('#fault-type').selectOption('close');
  expect(await page.getByLabel('code').getAttribute('placeholder')).toBe('1001');
  expect(await page.getByLabel('then').locator('option').allTextContents()).toEqual([
    ...['fin, the default', 'fin', 'reset', 'open'],
  ]);
  const note = await page.getByLabel('code').getAttribute('aria-describedby');
  expect(await page.locator(`#${note}`).textContent()).toContain('The status code');
});
