import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDashboard, startBrowser } from './open-dashboard.ts';

// WCAG 2.2, 1.4.3: text stands out from what is behind it by at least 4.5 to 1.
const leastContrast = 4.5;

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

/** Every piece of text that is seen, with its colour and that of the nearest ground below it, as the browser made them. */
const readTexts = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const groundOf = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(one).backgroundColor);
      if (a === 1) return [r, g, b];
      if (a > 0) throw new Error('a ground that is seen through: ' + one.className);
    }
    throw new Error('no ground');
  };
  return [...document.querySelectorAll('#app *')]
    .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .filter((one) => one.closest('option, .unseen') === null)
    .map((one) => ({
      text: one.textContent.trim().slice(0, 40),
      colour: channels(getComputedStyle(one).color).slice(0, 3),
      ground: groundOf(one),
    }));
})()`;

interface SeenText {
  readonly text: string;
  readonly colour: readonly number[];
  readonly ground: readonly number[];
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast({ colour, ground }: SeenText): number {
  const [dark = 0, light = 0] = [luminance(colour), luminance(ground)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('every text can be read in both themes, wide and narrow, with a fault, a measurement, a payload and a dialog', async () => {
  await using dashboard = await openDashboard(browser);
  const { page } = dashboard;
  const socket = await dashboard.dial();
  socket.send('hello');
  await page.locator('.connections .state.open').waitFor();
  await page.locator('.frame-row').last().click();
  await page.getByLabel('Payload', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show and hit connection' }).click();
  await page.keyboard.press('l');
  await page.locator('.live-faults li').waitFor();
  await page.getByRole('button', { name: 'Throw it in' }).click();
  await page.getByText('is needed').waitFor();
  await page.locator('.said').getByText('Thrown').waitFor();

  const look = async (): Promise<readonly SeenText[]> => (await page.evaluate(readTexts)) as readonly SeenText[];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1_280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const seen = await look();
      await page.keyboard.press('s');
      await page.locator('.yaml').getByText('fault: latency').waitFor();
      const all = [...seen, ...(await look())];
      await page.keyboard.press('Escape');
      const weak = all.filter((one) => contrast(one) < leastContrast);
      expect([colorScheme, width, weak, all.length > 100]).toEqual([colorScheme, width, [], true]);
      const [wide, extent] = (await page.evaluate('[innerWidth, document.documentElement.scrollWidth]')) as number[];
      expect(extent).toBe(wide);
    }
  }
  socket.terminate();
});

test('by keyboard alone all is reached, what has the focus is seen, and a fault is filled in, thrown and lifted', async () => {
  await using dashboard = await openDashboard(browser);
  const { page, session } = dashboard;
  const socket = await dashboard.dial();
  socket.send('hello');
  await page.locator('.frame-row').last().waitFor();

  await page.keyboard.press('f');
  await page.keyboard.type('latency');
  await page.keyboard.press('Tab');
  await page.keyboard.type('20ms');
  await page.keyboard.press('Enter');
  await page.locator('.live-faults li').waitFor();
  expect(session.faults()).toMatchObject([{ type: 'latency', entry: { with: { delay: '20ms' } } }]);

  const reached = new Map<string, boolean>();
  await page.evaluate('document.activeElement.blur()');
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab');
    const [name, isSeen] = ((await page.evaluate(`(() => {
      const one = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const name = one.getAttribute('aria-label') ?? one.id ?? '';
      return one === document.body ? undefined : [name === '' ? one.textContent.trim().slice(0, 60) : name, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2];
    })()`)) ?? ['', true]) as [string, boolean];
    if (reached.has(name) && name === 'theme') break;
    reached.set(name, isSeen);
  }
  expect([...reached].filter(([, isSeen]) => !isSeen)).toEqual([]);
  const wanted = ['theme', 'Close the port', 'Stop Space', 'Resetr', 'Lift allc', 'Throw it in', 'Save as scenario s'];
  const more = ['Lift latency-1', 'fault-type', 'option-delay', 'Show and hit connection 1', 'The newest frames'];
  expect([...wanted, ...more].filter((name) => !reached.has(name))).toEqual([]);

  await page.keyboard.press('i');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByLabel('Payload', { exact: true }).getByText('hello').waitFor();
  await page.keyboard.press('c');
  await page.locator('.live-faults li').waitFor({ state: 'detached' });
  socket.terminate();
});
