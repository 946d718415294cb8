import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('what the tool has not done is said in its words', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Save as scenario' }).getByRole('alert').waitFor();
  expect(await page.getByRole('button', { name: /^Download/ }).isDisabled()).toBe(true);
});

test('the scenario is shown, for the fault and the client that are chosen, and downloaded as it is', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  dashboard.startClient();
  await page.locator('.connections .state.open').waitFor();
  await page.keyboard.press('r');
  await page.locator('.measured tbody tr').first().getByText('recovered').waitFor();
  await page.keyboard.press('s');
  const text = page.locator('.yaml');
  await text.getByText('fault: reset').waitFor();
  await page.getByLabel('Client', { exact: true }).selectOption('external');
  await text.getByText('client: external').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('explored.yaml');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe(await text.textContent());
  expect(session.measurements()).toHaveLength(1);
  await page.getByText('Run it: wschaos run explored.yaml').waitFor();
});
