import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

const hostile = '</script><img src=x onerror="document.title=1">\u0000\u001b[31m\u202e\u2028</pre>';

test('what a frame holds is text and nothing else, whatever it holds', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, problems } = dashboard;
  const socket = await dashboard.dial();
  socket.send(hostile);
  await page.locator('.frame-row').last().click();
  const payload = page.getByLabel('Payload', { exact: true });
  await payload.waitFor();
  expect(await payload.textContent()).toBe(
    '</script><img src=x onerror="document.title=1">␀␛[31m⟨U+202E⟩⟨U+2028⟩</pre>',
  );
  expect(await page.locator('.payload img').count()).toBe(0);
  await page.getByRole('group', { name: 'Show as' }).getByRole('button', { name: 'hex' }).click();
  expect(await payload.textContent()).toMatch(/^000000 {2}3c 2f 73/);
  expect([await page.title(), problems]).toEqual(['wschaos explore', []]);
  socket.terminate();
});

test('of much the beginning is shown, and of 16 MiB that it was not kept', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const socket = await dashboard.dial();
  socket.send(Buffer.alloc(16 * 2 ** 20 - 1, 0xff));
  await page.locator('.frame-row').last().click();
  await page.getByText('The tool did not keep its payload.').waitFor();
  await page.getByRole('button', { name: 'Back to live' }).click();
  socket.send(Buffer.alloc(100_000, 0xff));
  await page.locator('.frame-row').getByText('100 kB').first().click();
  await page.getByText('The beginning of 100 kB; the tool keeps no more.').waitFor();
  expect(((await page.getByLabel('Payload', { exact: true }).textContent()) ?? '').split('\n').length).toBe(64);
  socket.terminate();
});

test('an empty frame and a proxy that keeps nothing say so', async () => {
  await using dashboard = await openDashboard(browser, { payloads: false });
  const { page } = dashboard;
  const socket = await dashboard.dial();
  socket.send('');
  await page.locator('.frame-row').last().click();
  await page.getByText('It is empty.').waitFor();
  await page.getByRole('button', { name: 'Back to live' }).click();
  socket.send('something');
  await page.locator('.frame-row').nth(3).waitFor();
  await page.locator('.frame-row').first().click();
  await page.getByText('Payloads are not kept on this proxy.').waitFor();
  socket.terminate();
});
