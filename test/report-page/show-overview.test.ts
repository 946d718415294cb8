import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseOf, exampleRun, runOf } from '../report/example-run.ts';
import { reportedRun } from '../report/reported-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('a slash goes to the search, words narrow the cases, and all of it can be undone with the keyboard', async () => {
  const { page } = await browser.open(reportedRun);
  const names = () => page.locator('.matrix tbody a').allTextContents();
  await page.keyboard.press('/');
  await page.keyboard.type('half stuck');
  expect(await names()).toEqual(['half-open']);
  expect(await page.locator('.found').textContent()).toBe('1 of 5 cases');
  await page.keyboard.type(' nowhere');
  expect(await page.locator('.found').textContent()).toBe('No case fits.');
  expect(await page.locator('.matrix').isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  expect(await names()).toHaveLength(5);
});

test('Enter in the search opens the only case that fits, and none of several', async () => {
  const { page } = await browser.open(reportedRun);
  await page.keyboard.press('/');
  await page.keyboard.press('Enter');
  expect(await page.locator('.matrix tbody tr').count()).toBe(5);
  await page.keyboard.type('half stuck');
  await page.keyboard.press('Enter');
  await page.locator('#case-name', { hasText: 'half-open' }).waitFor();
});

test('a status is chosen, kept over a visit to a case, and left again', async () => {
  const { page } = await browser.open(reportedRun);
  const failed = page.getByRole('button', { name: 'failed' });
  await failed.focus();
  await page.keyboard.press('Enter');
  expect(await failed.getAttribute('aria-pressed')).toBe('true');
  await page.locator('.matrix a').click();
  expect(await page.locator('.neighbours a').count()).toBe(0);
  await page.locator('.trail a').click();
  expect(await page.locator('.matrix tbody tr').count()).toBe(1);
  expect(await failed.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'all' }).click();
  expect(await page.locator('.matrix tbody tr').count()).toBe(5);
});

test('a tag is chosen by its name, whatever that is', async () => {
  const tagged = runOf([...exampleRun.cases, caseOf({ id: 'tagged', name: 'tagged', tags: ['', '"><b>'] })]);
  const { page } = await browser.open(tagged);
  await page.locator('#tag').selectOption({ label: '"><b>' });
  expect(await page.locator('.matrix tbody a').allTextContents()).toEqual(['tagged']);
});

test('of very many cases some are shown, and more when they are asked for', async () => {
  const many = runOf(Array.from({ length: 250 }, (_, index) => caseOf({ id: `case-${index}`, name: `case-${index}` })));
  const { page } = await browser.open(many);
  const rows = page.locator('.matrix tbody tr');
  expect(await rows.count()).toBe(100);
  await page.getByRole('button', { name: 'Show 100 more of 250' }).press('Enter');
  expect(await rows.count()).toBe(200);
  expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#/case/case-100');
  await page.getByRole('button', { name: 'Show 50 more of 250' }).click();
  expect(await page.locator('.more').isVisible()).toBe(false);
});
