import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

const width = 'document.querySelector("canvas.lanes").width';
const picture = 'document.querySelector("canvas.lanes").toDataURL()';

test('the lanes flow, stand still when they are stopped, and go on', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const socket = await dashboard.dial();
  await page.locator('.connections .state.open').waitFor();
  const shown = async (): Promise<string> => String(await page.evaluate(picture));
  const before = await shown();
  await expect.poll(shown).not.toBe(before);
  await page.getByRole('button', { name: /^Stop/ }).click();
  await page.getByRole('button', { name: /^Flow/ }).waitFor();
  // Two pictures after it was stopped: the first may have been on its way.
  const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  await page.evaluate(twoFrames);
  const still = await shown();
  for (let frame = 0; frame < 20; frame++) await page.evaluate(twoFrames);
  expect(await shown()).toBe(still);
  await page.getByRole('button', { name: /^Flow/ }).click();
  await expect.poll(shown).not.toBe(still);
  socket.terminate();
});

test('they are as wide as there is room, and as sharp as the screen', async () => {
  await using dashboard = await openDashboard(browser, {
    context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  });
  const { page } = dashboard;
  await expect.poll(() => page.evaluate(width)).toBe((390 - 2 * 18) * 2);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
});
