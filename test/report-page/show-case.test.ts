import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseOf, exampleRun, iteration, runOf } from '../report/example-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('the iteration that shows the failure is there at once, with its swim-lane and its replay', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  expect(await page.locator('#iteration h2').textContent()).toContain('#11');
  expect(await page.locator('.lanes .mark').count()).toBe(3);
  expect(await page.locator('.replay code').textContent()).toMatch(
    /^wschaos run scenarios\/half-open\.yaml --case half-open /,
  );
});

test('another metric is drawn, and its button keeps the focus', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  await page.locator('[data-metric="recovery"]').press('Enter');
  expect(await page.locator('[data-metric="recovery"]').getAttribute('aria-pressed')).toBe('true');
  expect(await page.evaluate('document.activeElement.dataset.metric')).toBe('recovery');
  expect(await page.locator('.plot', { hasText: 'Distribution' }).locator('.axis-title').last().textContent()).toBe(
    'recovery, s',
  );
});

test('the baseline is drawn behind', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open', render: { baseline: exampleRun } });
  expect(await page.locator('.curve.before').count()).toBe(1);
});

test('charts are as wide as the page lets them be, also when that changes', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  const width = async () => Number(await page.locator('.chart').first().getAttribute('width'));
  const wide = await width();
  await page.setViewportSize({ width: 390, height: 900 });
  await page.waitForFunction(`Number(document.querySelector('.chart').getAttribute('width')) < ${wide}`);
  expect(await width()).toBe(354);
});

test('the herd is that of the iteration that is chosen', async () => {
  const arrivals = { lost: 3, bucketMs: 50, attempts: [3], back: [0, 3] };
  const fleet = runOf([caseOf({ iterations: [iteration({ arrivals }), iteration({ index: 1, arrivals })] })]);
  const { page } = await browser.open(fleet, { hash: '#/case/refuse/1' });
  await page.locator('h2', { hasText: 'Herd, iteration #1' }).waitFor();
  await page.locator('[data-index="0"]').click();
  await page.locator('h2', { hasText: 'Herd, iteration #0' }).waitFor();
});

test('a case without an iteration is shown all the same', async () => {
  const { page, problems } = await browser.open(runOf([caseOf({ iterations: [], status: 'unmeasured' })]), {
    hash: '#/case/refuse/7',
  });
  expect(await page.locator('.callout').textContent()).toContain('Could not be measured');
  expect(problems).toEqual([]);
});
