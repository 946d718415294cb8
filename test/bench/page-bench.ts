import type { Page } from 'playwright-core';
import { caseOf, iteration, runOf } from '../report/example-run.ts';
import { manyIterations } from '../report-page/many-iterations.ts';
import { startReportBrowser } from '../report-page/open-report.ts';
import { bounded, type Figure, median, plain } from './figures.ts';

const iterationCount = 2_000;
const caseCount = 200;
const keyCount = 200;
/** As a keyboard repeats a key that is held. */
const repeatMs = 33;
/** The time in which an answer feels immediate, of the RAIL model (web.dev). */
const longestAnswerMs = 100;

const search = ['c', 'a', 's', 'e', ' ', '1', '9', ...new Array<string>(7).fill('Backspace'), '7', 'Backspace'];

/** Whether a large HTML report answers the keyboard without a stutter, in a Chromium without a GPU. */
export async function benchPage(): Promise<readonly Figure[]> {
  const browser = await startReportBrowser();
  try {
    const many = await browser.open(manyIterations(iterationCount), { hash: '#/case/many' });
    await many.page.locator('#list').focus();
    const walk = await press(many.page, new Array<string>(keyCount).fill('ArrowDown'));
    const walked = `report of ${iterationCount} iterations, arrow key held`;
    const { page } = await browser.open(runOf(manyCases()));
    await page.locator('input').first().focus();
    return [
      ...figuresOf(walked, walk),
      bounded(`${walked}: tasks above 50 ms`, walk.longTasks.length, '<=', 0, ''),
      ...figuresOf(`report of ${caseCount} cases, search`, await press(page, search)),
    ];
  } finally {
    await browser.close();
  }
}

function manyCases(): Parameters<typeof runOf>[0] {
  return Array.from({ length: caseCount }, (_, index) =>
    caseOf({
      id: `case-${index}`,
      name: `case number ${index}`,
      iterations: Array.from({ length: 20 }, (_none, nth) => {
        const detection = 100 + ((index * 31 + nth * 17) % 500);
        return iteration({ index: nth, samples: { detection, recovery: 300, attempts: 1, outage: 300 } });
      }),
    }),
  );
}

interface Watched {
  /** From a key to the picture with its effect, milliseconds. */
  readonly untilPainted: readonly number[];
  /** Tasks above 50 ms, the threshold of the Long Tasks API (W3C), milliseconds. */
  readonly longTasks: readonly number[];
}

/** Runs in the page. A task that is queued in a frame runs when that frame's picture is there. */
const watch = `
  globalThis.watched = { untilPainted: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
  }).observe({ type: 'longtask' });
  addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => watched.untilPainted.push(performance.now() - timeStamp);
    port2.postMessage(undefined);
  }), { capture: true });
`;

/** Presses the keys one by one, and has the browser itself watch. */
async function press(page: Page, keys: readonly string[]): Promise<Watched> {
  await page.evaluate(watch);
  for (const key of keys) {
    await page.keyboard.press(key, { delay: repeatMs });
  }
  // What is still under way is painted by the next two frames.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const watched = await page.evaluate<Watched>('watched');
  if (watched.untilPainted.length < keys.length - 1) throw new Error(`${watched.untilPainted.length} keys were seen`);
  return watched;
}

function figuresOf(what: string, { untilPainted }: Watched): readonly Figure[] {
  return [
    plain(`${what}: key to picture, p50`, median(untilPainted), ' ms'),
    bounded(`${what}: key to picture, slowest`, Math.max(...untilPainted), '<=', longestAnswerMs, ' ms'),
  ];
}
