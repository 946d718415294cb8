import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleRun } from '../report/example-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the button goes from that of the system to light, dark and back, and the choice is kept', async () => {
  const { page } = await browser.open(exampleRun, { colorScheme: 'dark' });
  const button = page.locator('#theme');
  const colour = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const dark = await colour();
  await button.click();
  expect(await button.textContent()).toBe('Theme: light');
  expect(await colour()).not.toBe(dark);
  // Chromium hands on what was stored in its own time, also to the page that comes next.
  const reloaded = async () => {
    await page.reload();
    return button.textContent();
  };
  await expect.poll(reloaded, { timeout: 20_000 }).toBe('Theme: light');
  await button.press('Enter');
  expect([await button.textContent(), await colour()]).toEqual(['Theme: dark', dark]);
  await button.press('Enter');
  expect(await button.textContent()).toBe('Theme: auto');
});
