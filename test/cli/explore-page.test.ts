import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { main } from '../../src/cli/main.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import { realClock as clock } from '../../src/runner/real-clock.ts';
import { startBrowser } from '../dashboard/open-dashboard.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder } from './test-io.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

/** A client that pings, and comes back. */
function startClient(url: string): void {
  const heartbeat = { mode: 'ping', intervalMs: 400, timeoutMs: 900, maxMissed: 1, alive: 'pong' } as const;
  const reconnect = { backoff: 'fixed', initialMs: 50, maxMs: 50 } as const;
  const policy = { connectTimeoutMs: 2_000, heartbeat, reconnect };
  const client = createReferenceClient({ url, policy, clock, random: createRandom(1), id: 'a' });
  onTestFinished(() => client.close());
  client.start();
}

/** What is done on the page, and the verdict that it shows then. */
interface Deed {
  readonly name: string;
  readonly act: (page: Page) => Promise<void>;
  /** Pressed again once the client has noticed. */
  readonly toggle?: string;
  readonly verdict: 'recovered' | 'unaffected';
  readonly saved: string;
}

const button = (page: Page, label: string) => page.locator('.fault-button', { hasText: label });
const press = (label: string) => (page: Page) => button(page, label).click();

const byForm =
  (type: string, options: Readonly<Record<string, string>> = {}) =>
  async (page: Page): Promise<void> => {
    await page.locator('#fault-type').selectOption({ label: type });
    for (const [name, value] of Object.entries(options)) await page.locator(`#option-${name}`).fill(value);
    await page.getByRole('button', { name: 'Throw it in' }).click();
  };

const deeds: readonly Deed[] = [
  { name: 'pongs', act: press('Drop pongs'), toggle: 'Drop pongs', verdict: 'recovered', saved: 'frames: pong' },
  { name: 'hole', act: press('Black hole'), toggle: 'Black hole', verdict: 'recovered', saved: 'fault: blackhole' },
  { name: 'slow', act: press('Latency'), toggle: 'Latency', verdict: 'unaffected', saved: 'benign: true' },
  { name: 'cut', act: press('Reset'), verdict: 'recovered', saved: 'fault: reset' },
  { name: 'closed', act: byForm('close', { code: '1012' }), verdict: 'recovered', saved: 'code: 1012' },
  { name: 'gone', act: byForm('disconnect'), verdict: 'recovered', saved: 'fault: disconnect' },
  {
    ...{ name: 'down', verdict: 'recovered', saved: 'fault: refuse' },
    async act(page) {
      await press('Refuse')(page);
      await press('Reset')(page);
    },
  },
];

test('what each button and some forms did to a real client is told on the page, and saved as a file that passes', {
  timeout: 180_000,
}, async () => {
  const cwd = makeFolder();
  mkdirSync(path.join(cwd, 'scenarios'));
  const program = spawnWschaos(['explore', 'builtin:echo'], { cwd });
  let printed = '';
  program.child.stdout.on('data', (text: string) => {
    printed += text;
  });
  await program.prints('token=');
  const [dialled = '', address = ''] = printed.split('\n');
  startClient(dialled);
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('.connections .state.open').waitFor();

  for (const { name, act, toggle, verdict, saved } of deeds) {
    const rows = page.locator('.measured tbody tr');
    const before = await rows.count();
    await act(page);
    await rows.nth(before).waitFor();
    const newest = rows.first();
    if (toggle !== undefined && verdict === 'recovered') {
      const figure = newest.locator('.detection .figure').getByText(/^[\d.]+ m?s$/);
      await figure.waitFor();
      await button(page, toggle).click();
    }
    await newest.getByText(verdict).waitFor();
    if (toggle !== undefined && verdict === 'unaffected') await button(page, toggle).click();
    await page.locator('.live-faults li').first().waitFor({ state: 'detached' });
    await page.keyboard.press('s');
    const text = page.locator('.yaml');
    await text.getByText(saved).waitFor();
    const yaml = (await text.textContent()) ?? '';
    writeFileSync(path.join(cwd, 'scenarios', `${name}.yaml`), yaml.replace('name: explored', `name: ${name}`));
    await page.keyboard.press('Escape');
  }
  await page.close();
  program.child.kill('SIGTERM');
  expect((await program.ended).code).toBe(0);

  // In this process: a machine that is busy with other tests must not disturb what is measured.
  const io = createTestIo({ cwd });
  const code = await main(['run', '--repeat', '1', '--reporter', 'plain'], io);
  const verdicts = io.stdout.text.match(/^\w+ \w+(?= n=)/gm);
  expect([code, verdicts], io.stdout.text).toEqual([0, deeds.map(({ name }) => `pass ${name}`).toSorted()]);
});
