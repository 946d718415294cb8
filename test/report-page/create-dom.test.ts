import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleRun } from '../report/example-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('what the script makes is what the report has written, to the letter', async () => {
  const [written, made] = await Promise.all(
    [false, true].map(async (javaScriptEnabled) => {
      const { page } = await browser.open(exampleRun, { javaScriptEnabled });
      return page.locator('.matrix').innerHTML();
    }),
  );
  expect(made).toBe(written);
});

test('drawings are drawings, not elements of a page that are called so', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open' });
  const kinds = await page.evaluate(
    '[...document.querySelectorAll(".canvas svg, .canvas svg *")].map((one) => one.namespaceURI)',
  );
  expect(new Set(kinds as readonly string[])).toEqual(new Set(['http://www.w3.org/2000/svg']));
  expect((await page.locator('.lanes').boundingBox())?.height).toBeGreaterThan(100);
});
