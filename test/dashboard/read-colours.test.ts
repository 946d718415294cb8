import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test.each([
  ['light' as const, 'rgb(27, 30, 35)'],
  ['dark' as const, 'rgb(228, 231, 235)'],
])('the lanes of the %s theme have the colours of its style', async (colorScheme, ink) => {
  await using dashboard = await openDashboard(browser, { context: { colorScheme } });
  const { page } = dashboard;
  const socket = await dashboard.dial();
  // The circle of what opened has the colour of the ink.
  const [, ...channels] = /(\d+), (\d+), (\d+)/.exec(ink) ?? [];
  const hasInk = (): Promise<boolean> =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('canvas.lanes');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255 && [data[i], data[i + 1], data[i + 2]].join() === '${channels.join()}') return true;
      return false;
    })()`);
  await expect.poll(hasInk).toBe(true);
  socket.terminate();
});
