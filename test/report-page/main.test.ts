import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareResults } from '../../src/result/compare/compare-results.ts';
import type { CaseResult } from '../../src/result/run-result.ts';
import { caseOf, exampleRun, failedExpectation, iteration, runOf } from '../report/example-run.ts';
import { hostileRun, hostileText, reportedRun } from '../report/reported-run.ts';
import { type ReportBrowser, startReportBrowser } from './open-report.ts';

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
}, 120_000);

afterAll(() => browser?.close());

const fleet = caseOf({
  id: 'herd',
  name: 'herd',
  iterations: [iteration({ arrivals: { lost: 3, bucketMs: 50, attempts: [3, 0, 2], back: [0, 1, 2] } })],
});

const pages = [
  ['all cases', '', reportedRun],
  ['a case that failed', '#/case/half-open', exampleRun],
  ['one that could not be measured', '#/case/unreachable', reportedRun],
  ['a fleet', '#/case/herd', runOf([fleet])],
  ['nothing', '', runOf([])],
  ['hostile names', '', hostileRun],
  ['a hostile case', `#/case/${encodeURIComponent(hostileText.replace('\ud800', '\uFFFD'))}`, hostileRun],
] as const;

describe.each([
  'light',
  'dark',
] as const)('in %s, at every width, no error, no request, and nothing too wide:', (colorScheme) => {
  test.each(pages)('%s', async (_what, hash, result) => {
    for (const width of [1280, 390]) {
      const { page, problems } = await browser.open(result, { hash, colorScheme, viewport: { width, height: 900 } });
      await page.locator('#page h1').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(colour).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(19, 21, 24)');
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });
});

/** With the columns that not every run has: what the server noticed, and the baseline, of which the last case is no part. */
function comparedRun() {
  const [first = caseOf(), ...others] = reportedRun.cases;
  const serverDetection = first.summary.detection;
  const asked = failedExpectation({ expression: 'server.detection.max < 1s', pass: true });
  const served = {
    ...{ ...first, expectations: [...first.expectations, asked] },
    summary: { ...first.summary, ...(serverDetection && { 'server.detection': serverDetection }) },
  };
  const later = (one: CaseResult): CaseResult => ({
    ...one,
    iterations: one.iterations.map(({ samples, ...more }) => ({ ...more, samples: { ...samples, detection: 9_000 } })),
  });
  const result = runOf([served, ...others.map(later), caseOf({ id: 'a-new-one', name: 'a-new-one' })]);
  return {
    ...result,
    comparison: compareResults({ file: 'base.json', result: reportedRun }, { file: 'this run', result }),
  };
}

test.each([
  ['the list of a run with a baseline', '', comparedRun()],
  ['the list without a baseline', '', reportedRun],
  ['a case of it', '#/case/half-open', comparedRun()],
])('%s has nothing that stands out of its box', async (_what, hash, result) => {
  const { page } = await browser.open(result, { hash });
  await page.locator('.wide').last().waitFor();
  for (const width of [1280, 1024, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const over = '[...document.querySelectorAll(".wide")].map((one) => one.scrollWidth - one.clientWidth)';
    const most = `Math.max(document.documentElement.scrollWidth - ${width}, ...${over})`;
    // What the script draws follows a new width in a frame of its own.
    await expect.poll(async () => [width, await page.evaluate(most)]).toEqual([width, 0]);
  }
});

test('what a peer said is a text, wherever it stands', async () => {
  const planted = '<img src=x onerror="document.title=\'owned\'"></script><script>document.title="owned"</script>';
  const result = runOf([
    caseOf({
      ...{ id: planted, name: planted, file: planted, tags: [planted], notes: [planted], matrix: { a: planted } },
      iterations: [
        iteration({
          cause: planted,
          reason: planted,
          timeline: [{ t: 0, what: 'fault', text: planted }],
          output: { client: 1, lines: [planted] },
        }),
      ],
    }),
  ]);
  const { page, problems } = await browser.open(result, { hash: `#/case/${encodeURIComponent(planted)}` });
  await page.locator('#iteration .replay').waitFor();
  expect(await page.locator('h1').textContent()).toContain(planted);
  expect(await page.locator('#iteration pre').textContent()).toBe(planted);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.title()).toBe('The case passed · wschaos');
  expect(problems).toEqual([]);
});

test('the browser goes back and forward between the cases, and the focus stays where the reader is', async () => {
  const { page } = await browser.open(exampleRun);
  await page.locator('.matrix a', { hasText: 'half-open' }).click();
  expect(await page.locator('h1').textContent()).toBe('half-open');
  expect(await page.evaluate('document.activeElement.id')).toBe('case-name');
  expect(page.url()).toMatch(/#\/case\/half-open\/11$/);
  await page.locator('.trail a', { hasText: 'previous' }).click();
  expect(await page.locator('h1').textContent()).toContain('drop-pongs');
  await page.goBack();
  expect(await page.locator('h1').textContent()).toBe('half-open');
  await page.keyboard.press('Escape');
  await page.locator('.matrix').waitFor();
  expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#/case/half-open');
});

test('a click on a row opens it, and one on a link of a failure shows its iteration', async () => {
  const { page } = await browser.open(exampleRun);
  await page.locator('tr[data-case="half-open"] td').first().click();
  await page.locator('.list [data-index="3"]').click();
  expect(await page.locator('#iteration h2').textContent()).toContain('#3');
  await page.locator('.expectations a').click();
  await page.locator('#iteration h2', { hasText: '#11' }).waitFor();
});

test('j and k walk through the iterations as soon as a case is open, and a hint says so', async () => {
  const { page } = await browser.open(exampleRun, { hash: '#/case/half-open/11' });
  const chosen = page.locator('.list [aria-selected="true"]');
  await chosen.waitFor();
  expect(await page.locator('.keys').textContent()).toBe('j next, k previous');
  await page.keyboard.press('k');
  expect(await chosen.getAttribute('data-index')).toBe('10');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.keyboard.press('Control+j');
  expect(await chosen.getAttribute('data-index')).toBe('10');
});

test('without JavaScript the cases and their figures are there', async () => {
  const { page } = await browser.open(exampleRun, { javaScriptEnabled: false });
  expect(await page.locator('.matrix tbody tr').count()).toBe(3);
  expect(await page.locator('noscript').textContent()).toContain('JavaScript');
});
