import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('any fault of the catalogue can be thrown, with its options, a direction and a time', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.locator('#fault-type').selectOption('bandwidth');
  const thrown = faults.filter(({ layer }) => layer !== 'process').map(({ type }) => type);
  expect(await page.locator('#fault-type option').allTextContents()).toEqual(thrown);
  await page.getByLabel('rate').fill('64KiB/s');
  await page.getByLabel('direction').selectOption('to-client');
  await page.locator('#fault-lasts').fill('30s');
  await page.getByRole('button', { name: 'Throw it in' }).click();
  await page.locator('.live-faults li').waitFor();
  expect(session.faults()).toMatchObject([
    {
      type: 'bandwidth',
      entry: { with: { rate: '64KiB/s' }, direction: 'to-client', for: '30s' },
    },
  ]);
});

test('what is wrong is told at its field, and what the tool refuses in its words', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.getByRole('button', { name: 'Throw it in' }).click();
  const delay = page.getByLabel('delay');
  expect(await delay.getAttribute('aria-invalid')).toBe('true');
  await page.getByText('is needed').waitFor();
  await delay.fill('20ms');
  await page.locator('#fault-lasts').fill('soon');
  await page.getByRole('button', { name: 'Throw it in' }).click();
  await page.locator('.said.bad').getByText('soon').waitFor();
  expect(session.faults()).toEqual([]);
});

test('a type that cannot heed a direction is not asked for one', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  await page.locator('#fault-type').selectOption('refuse');
  await page.locator('#fault-direction').waitFor({ state: 'detached' });
  await page.locator('#fault-type').selectOption('reset');
  await page.locator('#fault-lasts').waitFor({ state: 'detached' });
});
