import { afterAll, beforeAll, expect, test } from 'vitest';
import { manyIterations } from './many-iterations.ts';
import { type OpenReport, type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;
let report: OpenReport;

beforeAll(async () => {
  browser = await startReportBrowser();
  report = await browser.open(manyIterations(2000), { hash: '#/case/many' });
}, 120_000);

afterAll(() => browser?.close());

const chosen = () => report.page.locator('.row[aria-selected="true"]');

test('of two thousand rows only those are there that are seen', async () => {
  const { page } = report;
  expect(await page.locator('.row').count()).toBeLessThan(40);
  expect(await page.locator('.row').first().getAttribute('aria-setsize')).toBe('2000');
  await page.evaluate('document.querySelector("#list").scrollTop = 34 * 1000');
  await page.locator('#row-1003').waitFor();
  expect(await page.locator('.row').count()).toBeLessThan(40);
});

test('the keys of a listbox choose, scroll along, and tell which one it is', async () => {
  const { page } = report;
  const list = page.locator('#list');
  await list.focus();
  for (const [key, index] of [
    ['End', 1999],
    ['ArrowUp', 1998],
    ['Home', 0],
    ['ArrowUp', 0],
    ['ArrowDown', 1],
    ['PageDown', 15],
    ['PageUp', 1],
  ] as const) {
    await page.keyboard.press(key);
    expect(await chosen().getAttribute('data-index')).toBe(`${index}`);
    expect(await list.getAttribute('aria-activedescendant')).toBe(`row-${index}`);
    expect(await page.locator('#iteration h2').textContent()).toContain(`#${index} `);
    expect(page.url()).toMatch(new RegExp(`/many/${index}$`));
  }
});

test('a verdict narrows the list, an order turns it, and what is chosen stays', async () => {
  const { page, problems } = report;
  await page.locator('[data-choose="verdict"]').selectOption('stuck');
  expect(await page.locator('.row').first().getAttribute('data-index')).toBe('5');
  expect(await page.locator('.row').first().getAttribute('aria-setsize')).toBe('21');
  await page.locator('[data-choose="verdict"]').selectOption('any verdict');
  await page.locator('[data-choose="order"]').selectOption('detection');
  await page.locator('#list').focus();
  await page.keyboard.press('Home');
  expect(await chosen().textContent()).toContain('1.5 s');
  expect(problems).toEqual([]);
});
