import { expect, test } from 'vitest';
import { pageAssetsFile, writePageAssets } from './page-source.ts';
import { readText } from './tree.ts';

test('the page of the HTML report is what src/report-page gives: if not, run "npm run page"', async () => {
  expect(readText(pageAssetsFile) === (await writePageAssets())).toBe(true);
});
