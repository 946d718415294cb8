import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleRun } from '../report/example-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the iteration under the pointer is told, a click chooses it, and who leaves sees nothing more', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  const canvas = page.locator('.canvas').first();
  const halo = canvas.locator('.halo:not(.near)');
  const [x, y] = [Number(await halo.getAttribute('cx')), Number(await halo.getAttribute('cy'))];
  expect(x).toBeGreaterThan(0);
  await canvas.hover({ position: { x, y } });
  expect(await canvas.locator('.tip').textContent()).toBe('#11 · phase 0.57 · detection 1.1 s · recovered');
  await canvas.hover({ position: { x: x + 27, y } });
  await canvas.click({ position: { x: x + 27, y } });
  expect(await page.locator('#iteration h2').textContent()).toContain('#12');
  expect(Number(await halo.getAttribute('cx'))).toBeGreaterThan(x);
  await page.mouse.move(5, 5);
  expect(await canvas.locator('.tip').isVisible()).toBe(false);
});

test('a pointer far from every point is told nothing', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  const canvas = page.locator('.canvas').first();
  await canvas.hover({ position: { x: 60, y: 205 } });
  expect(await canvas.locator('.tip').isVisible()).toBe(false);
});
