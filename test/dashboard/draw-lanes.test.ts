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

test('a connection is a band on both sides for as long as it was up', async () => {
  const bands = [
    { connection: 1, from: 1_000, to: 2_000, kind: 'dialling' },
    { connection: 1, from: 2_000, to: 5_000, kind: 'open' },
    { connection: 2, from: 7_000, to: undefined, kind: 'refused' },
    { connection: 3, from: 0, to: undefined, kind: 'open' },
  ] as const;
  const { layout, at } = await paintLanes(page, { bands, laneOf: { 1: 0, 2: 0 } });
  const [lane = { client: 0, server: 0 }] = layout.lanes;
  for (const top of [lane.client + 5, lane.server + 5]) {
    const [none, dialling, open, gap, refused] = await Promise.all([82, 142, 232, 412, 600].map((x) => at(x, top)));
    // Alone, between others, a band has the colour of what is behind it.
    expect(gap).toBe(none);
    expect(new Set([none, dialling, open, refused]).size).toBe(4);
  }
});

test('nothing of what left the lanes runs over their names', async () => {
  const bands = [{ connection: 1, from: -5_000, to: 5_000, kind: 'open' }] as const;
  const { layout, at } = await paintLanes(page, { bands });
  const [lane = { client: 0 }] = layout.lanes;
  expect(await at(50, lane.client + 5)).toBe('0,0,0,0');
  expect(await at(53, lane.client + 5)).not.toBe('0,0,0,0');
});

test('the axis is marked, and that there is nothing is told', async () => {
  const { layout, has } = await paintLanes(page, { emptyText: 'no connection in the last minute' });
  expect(await has(colours['strong-line'], 52, layout.axis, 600, 1)).toBe(true);
  expect(await has(colours.soft, 52, layout.axis + 6, 600, 14)).toBe(true);
  const [lane = { client: 0, server: 0 }] = layout.lanes;
  expect(await has(colours.soft, 200, lane.client + 12, 300, lane.server - lane.client - 14)).toBe(true);
});
