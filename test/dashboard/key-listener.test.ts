import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the keys throw and lift, choose, stop and open', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  const sockets = [await dashboard.dial(), await dashboard.dial()];
  await page.locator('.connections tbody tr').nth(1).waitFor();
  const faultIds = async (count: number): Promise<readonly string[]> => {
    await page.locator(`.live-faults:not(:has(li:nth-child(${count + 1})))`).waitFor({ state: 'attached' });
    if (count > 0)
      await page
        .locator('.live-faults li')
        .nth(count - 1)
        .waitFor();
    return session.faults().map(({ id }) => id);
  };
  await page.keyboard.press('p');
  await page.keyboard.press('b');
  expect(await faultIds(2)).toEqual(['pongs', 'blackhole']);
  await page.keyboard.press('p');
  expect(await faultIds(1)).toEqual(['blackhole']);
  await page.keyboard.press('c');
  expect(await faultIds(0)).toEqual([]);

  await page.keyboard.press('2');
  await page.getByText('hit connection 2', { exact: true }).waitFor();
  await page.keyboard.press('0');
  await page.getByText('hit all connections').waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^Flow/ }).waitFor();
  await page.keyboard.press('i');
  expect(await page.evaluate('document.activeElement.id')).toBe('messages');
  await page.keyboard.press('f');
  expect(await page.evaluate('document.activeElement.id')).toBe('fault-type');
  for (const socket of sockets) socket.terminate();
});

test('what is typed, pressed with Control, or over a dialog, is no key of the page', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  await page.locator('#fault-lasts').fill('');
  await page.locator('#fault-lasts').pressSequentially('pbr');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
  await page.keyboard.press('Control+b');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('b');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('l');
  await page.locator('.live-faults li').waitFor();
  expect(session.faults().map(({ id }) => id)).toEqual(['latency']);
});
