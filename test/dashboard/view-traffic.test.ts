import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('frames a second are drawn both ways', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const socket = await dashboard.dial();
  // Two frames there, and one back.
  const send = (): void => {
    socket.send('a', { fin: false });
    socket.send('b', { fin: true });
  };
  socket.on('message', send);
  send();
  const drawn = (): Promise<boolean> =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('.traffic canvas');
      const { data } = canvas.getContext('2d').getImageData(60, 0, canvas.width - 60, canvas.height);
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] < 128) continue;
        if (data[i + 2] > 180 && data[i] < 60) colours.add('blue');
        if (data[i + 1] > 100 && data[i] < 40 && data[i + 2] < 90) colours.add('green');
      }
      return colours.size === 2;
    })()`);
  await expect.poll(drawn, { timeout: 15_000 }).toBe(true);
  socket.terminate();
});
