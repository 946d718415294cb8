import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('a connection that was chosen is what faults hit, until it is gone', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session, problems } = dashboard;
  const [first, second] = [await dashboard.dial(), await dashboard.dial()];
  await page.getByRole('button', { name: 'Show and hit connection 2' }).click();
  await page.getByText('hit connection 2', { exact: true }).waitFor();
  await page.keyboard.press('l');
  await page.locator('.live-faults li').waitFor();
  expect(session.faults()).toMatchObject([{ id: 'latency', entry: { connections: { nth: 2 } } }]);
  second.terminate();
  await page.getByText('hit all connections').waitFor();
  first.terminate();
  expect(problems).toEqual([]);
});

test('each fault of a button is thrown, a real client comes back, and the page tells how long it took', {
  timeout: 90_000,
}, async () => {
  await using dashboard = await openDashboard(browser);
  const { page, problems } = dashboard;
  dashboard.startClient();
  await page.locator('.connections .state.open').waitFor();
  const newest = page.locator('.measured tbody tr').first();

  await page.getByRole('button', { name: /^Reset ?r$/ }).click();
  await newest.getByText('RST to both sides').waitFor();
  await newest.getByText('recovered').waitFor();
  expect(await newest.locator('.recovery .figure').textContent()).toMatch(/^[\d.]+ m?s$/);

  for (const [label, what, sign] of [
    ['Drop pongs', 'drop pong frames', '.detection'],
    ['Black hole', 'discard everything', '.detection'],
  ] as const) {
    const button = page.getByRole('button', { name: new RegExp(`^${label}`) });
    await button.click();
    await page.locator('.live-faults').getByText(what).waitFor();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await newest
      .locator(`${sign} .figure`)
      .getByText(/^[\d.]+ m?s$/)
      .waitFor();
    await button.click();
    await newest.getByText('recovered').waitFor();
  }

  await page.getByRole('button', { name: /^Latency 200 ms/ }).click();
  await page.locator('.live-faults').getByText('hold chunks for 200 ms').waitFor();
  await page.getByRole('button', { name: /^Lift all/ }).click();
  await page.locator('.live-faults li').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Refuse 5 s/ }).click();
  await page
    .locator('.live-faults')
    .getByText(/ left$/)
    .waitFor();
  expect(await newest.locator('.what').textContent()).toBe('close the listener');
  expect(problems).toEqual([]);
});
