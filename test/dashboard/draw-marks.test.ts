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

const mark = (t: number, what: string, label = '') => ({ t, connection: 1, what, label }) as never;

test('each mark has its sign on the band of the client, or across both', async () => {
  const marks = [
    mark(1_000, 'detected', 'detected'),
    mark(3_000, 'ready'),
    mark(5_000, 'refused'),
    mark(7_000, 'open'),
  ];
  const more = [mark(8_000, 'attempt'), mark(9_000, 'closed')];
  const { layout, at, has } = await paintLanes(page, { marks: [...marks, ...more] });
  const [{ client, server } = { client: 0, server: 0 }] = layout.lanes;
  const middle = client + 5;
  expect([await at(112, middle), await at(232, middle), await at(472, middle)]).toEqual([
    ...['0,0,0,255', '0,128,0,255', '255,255,255,255'],
  ]);
  expect(await has(colours.bad, 346, middle - 5, 13, 11)).toBe(true);
  expect((await at(532, server - 10)).endsWith(',0')).toBe(false);
  expect(await at(592, server + 4)).not.toBe(await at(580, server + 4));
  expect(await at(592, middle)).toBe(await at(580, middle));
});

test('words stand above their mark where they have room, those that matter most first', async () => {
  const marks = [mark(5_000, 'open', 'open'), mark(5_050, 'detected', 'detected: client sent FIN')];
  const { layout, has } = await paintLanes(page, { marks });
  const [{ label } = { label: 0 }] = layout.lanes;
  expect(await has(colours.ink, 280, label, 150, 16)).toBe(true);
  expect(await has(colours.soft, 52, label, 600, 16)).toBe(false);
});

test('a mark of a connection that is not shown is not drawn', async () => {
  const { layout, has } = await paintLanes(page, { marks: [mark(5_000, 'detected', 'x')], laneOf: {} });
  const [{ client } = { client: 0 }] = layout.lanes;
  expect(await has(colours.ink, 340, client, 24, 10)).toBe(false);
});
