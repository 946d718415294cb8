import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openDashboard, startBrowser } from './open-dashboard.ts';

const perSecond = 5_000;
const seconds = 60;
/** The page is pressed for so long; then it is left alone. */
const pressedSeconds = 10;
const tickMs = 10;
/** What a person takes for at once. */
const answerMs = 200;

test('the page answers a click at once while 5,000 frames a second pass', { timeout: 240_000 }, async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await using browser = await startBrowser();
  await using dashboard = await openDashboard(browser, { target: `ws://127.0.0.1:${port}` });
  const { page, session, problems } = dashboard;
  server.on('connection', (socket) => {
    let ticks = 0;
    const timer = setInterval(() => {
      for (let i = 0; i < (perSecond * tickMs) / 1_000; i++) socket.send('{"type":"tick","price":100.25}');
      if (++ticks === (seconds * 1_000) / tickMs) clearInterval(timer);
    }, tickMs);
    socket.once('close', () => clearInterval(timer));
  });
  await dashboard.dial();
  const before = session.totals.toClient.frames;
  /** How long a press of the button that stops the lanes takes until the page has painted what it did. */
  const measure = (): Promise<number> =>
    page.evaluate(`new Promise((resolve) => {
      const button = document.querySelector('.lanes-section button');
      const startedAt = performance.now();
      const text = button.textContent;
      // As from a pointer: behind whatever the page is busy with.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => button.click();
      channel.port2.postMessage('');
      const look = () => button.textContent === text ? requestAnimationFrame(look) : resolve(performance.now() - startedAt);
      requestAnimationFrame(look);
    })`);
  const debug = await page.context().newCDPSession(page);
  /** What the page holds, MB, without what it let go. */
  const readHeapMb = async (): Promise<number> => {
    await debug.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await debug.send('Runtime.getHeapUsage');
    return (usedSize + backingStorageSize) / 1e6;
  };
  /** How many pictures the page makes in two seconds. */
  const countPictures = (): Promise<number> =>
    page.evaluate(`new Promise((resolve) => {
      const endsAt = performance.now() + 2000;
      let count = 0;
      const next = () => performance.now() < endsAt ? (count++, requestAnimationFrame(next)) : resolve(count / 2);
      requestAnimationFrame(next);
    })`);
  const passed = (): number => session.totals.toClient.frames - before;
  const times: number[] = [];
  const pictures: number[] = [];
  while (passed() < perSecond * (pressedSeconds - 1)) times.push(await measure());
  const early = await readHeapMb();
  while (passed() < perSecond * (seconds - 3)) pictures.push(await countPictures());
  const late = await readHeapMb();
  const worst = Math.max(...times);
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const told = [
    `${times.length} clicks: median ${median.toFixed()} ms, worst ${worst.toFixed()} ms`,
    `pictures a second: ${pictures.map((count) => count.toFixed()).join(' ')}`,
    `heap: ${early.toFixed(1)} MB after ${pressedSeconds} s, ${late.toFixed(1)} MB after ${seconds} s`,
  ];
  process.stdout.write(`${told.join('\n')}\n`);
  expect([times.length > 20, problems]).toEqual([true, []]);
  expect(worst).toBeLessThan(answerMs);
  expect(Math.min(...pictures)).toBeGreaterThan(10);
  expect(late).toBeLessThan(1.5 * early + 20);
  server.close();
});
