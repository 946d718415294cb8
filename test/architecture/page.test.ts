import { expect, test } from 'vitest';
import { pageSources, writePageAssets } from './page-source.ts';
import { readText } from './tree.ts';

test.each(
  pageSources.map((source) => [source.file, source] as const),
)('%s is what its folder gives: if not, run "npm run page"', async (file, source) => {
  expect(readText(file) === (await writePageAssets(source))).toBe(true);
});
