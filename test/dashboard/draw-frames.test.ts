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

const frame = { connection: 1, kind: 'message', isToServer: true, isDelivered: true } as const;
const lane = (single: readonly unknown[], dense?: unknown, most = 0) => ({ single, dense, most }) as never;

test('frames go from one side to the other, and one that is lost goes half-way', async () => {
  const single = [
    { ...frame, t: 1_008.4, kind: 'ping' },
    { ...frame, t: 3_008.4, kind: 'close', isToServer: false },
    { ...frame, t: 5_008.4, kind: 'pong', isToServer: false, isDelivered: false },
  ];
  const { layout, at, has } = await paintLanes(page, { frames: [lane(single)] });
  const [{ client, server } = { client: 0, server: 0 }] = layout.lanes;
  const alphaAt = async (x: number, y: number): Promise<number> => Number((await at(x, y)).split(',')[3]);
  for (const y of [client + 14, server - 6]) {
    expect(await alphaAt(112, y)).toBeGreaterThan(60);
    expect(await alphaAt(232, y)).toBeGreaterThan(60);
  }
  // From the server, up to the middle.
  expect([await alphaAt(352, client + 14), (await alphaAt(352, server - 6)) > 60]).toEqual([0, true]);
  expect(await has(colours.bad, 345, (client + server) / 2 - 2, 14, 14)).toBe(true);
});

test('many messages are columns, from the side that they come from, and few are seen beside many', async () => {
  const toServer = Array.from({ length: 600 }, (_, column) => (column === 100 ? 1_000 : column === 200 ? 1 : 0));
  const toClient = toServer.map((count) => (count === 1_000 ? 500 : 0));
  const { layout, at } = await paintLanes(page, { frames: [lane([], { toServer, toClient }, 1_000)] });
  const [{ client, server } = { client: 0, server: 0 }] = layout.lanes;
  const isDrawn = async (x: number, y: number): Promise<boolean> => !(await at(x, y)).endsWith(',0');
  const [top, bottom, middle] = [client + 11, server - 2, (client + 10 + server) / 2];
  expect([await isDrawn(152, top), await isDrawn(152, middle - 4), await isDrawn(152, bottom)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([await isDrawn(252, top), await isDrawn(252, middle - 4), await isDrawn(252, bottom)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await isDrawn(300, top)).toBe(false);
});
