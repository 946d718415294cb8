import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './open-dashboard.ts';
import { colours, paintLanes } from './paint-lanes.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.newPage();
}, 120_000);

afterAll(() => browser?.close());

const fault = { fault: 'drop', explanation: 'drop pong frames', row: 0, hasWords: true };

test('a fault is a bar with a wash below it, and its words beside', async () => {
  const { layout, at, has } = await paintLanes(page, { faults: [{ ...fault, from: 2_000, to: 4_000 }] });
  expect(await at(200, 1)).toBe('255,0,0,255');
  expect(await at(200, (layout.lanes[0]?.client ?? 0) + 30)).toBe('255,224,224,255');
  expect(await at(320, (layout.lanes[0]?.client ?? 0) + 30)).toBe('0,0,0,0');
  expect(await has(colours.bad, 175, 5, 110, 12)).toBe(true);
});

test('one that acts still reaches to now, and its words stay inside', async () => {
  const { at, has } = await paintLanes(page, { faults: [{ ...fault, from: 9_500, to: undefined }] });
  expect(await at(650, 1)).toBe('255,0,0,255');
  expect(await has(colours.bad, 500, 5, 120, 12)).toBe(true);
});

test('one of an instant is a line', async () => {
  const { layout, has } = await paintLanes(page, { faults: [{ ...fault, from: 5_000, to: 5_000 }] });
  expect(await has(colours.bad, 352, 20, 1, layout.axis - 20)).toBe(true);
  expect(await has(colours['bad-wash'], 340, 20, 30, layout.axis - 20)).toBe(false);
});

test('the wash of one does not lie over the words of another', async () => {
  const faults = [
    { ...fault, from: 2_000, to: 2_500 },
    { ...fault, explanation: 'close the listener', from: 2_600, to: 9_000, row: 1 },
  ];
  const { has } = await paintLanes(page, { faults, faultRows: 2 });
  expect(await has(colours.bad, 212, 5, 60, 10)).toBe(true);
});

test('words that have no room are left out, and the bar stays', async () => {
  const { at, has } = await paintLanes(page, { faults: [{ ...fault, from: 2_000, to: 4_000, hasWords: false }] });
  expect([await at(200, 1), await has(colours.bad, 175, 5, 110, 12)]).toEqual(['255,0,0,255', false]);
});

test('one that left is not drawn', async () => {
  const { has } = await paintLanes(page, { faults: [{ ...fault, from: -9_000, to: -1_000 }] });
  expect(await has(colours.bad, 52, 0, 600, 18)).toBe(false);
});
