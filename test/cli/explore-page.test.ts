import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import { realClock as clock } from '../../src/runner/real-clock.ts';
import { startBrowser } from '../dashboard/open-dashboard.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { makeFolder } from './test-io.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);

afterAll(() => browser?.close());

test('what was found on the page of the command is saved, and the saved file passes', {
  timeout: 120_000,
}, async () => {
  const cwd = makeFolder();
  const program = spawnWschaos(['explore', 'builtin:echo'], { cwd });
  let printed = '';
  program.child.stdout.on('data', (text: string) => {
    printed += text;
  });
  await program.prints('token=');
  const [dialled = '', address = ''] = printed.split('\n');
  const heartbeat = { mode: 'ping', intervalMs: 400, timeoutMs: 300, maxMissed: 1, alive: 'pong' } as const;
  const reconnect = { backoff: 'fixed', initialMs: 50, maxMs: 50 } as const;
  const policy = { connectTimeoutMs: 500, heartbeat, reconnect };
  const client = createReferenceClient({ url: dialled, policy, clock, random: createRandom(1), id: 'a' });
  onTestFinished(() => client.close());
  client.start();

  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('.connections .state.open').waitFor();
  const newest = page.locator('.measured tbody tr').first();
  await page.keyboard.press('b');
  await newest
    .locator('.detection .figure')
    .getByText(/^[\d.]+ m?s$/)
    .waitFor();
  await page.keyboard.press('b');
  await newest.getByText('recovered').waitFor();

  await page.keyboard.press('s');
  const text = page.locator('.yaml');
  await text.getByText('fault: blackhole').waitFor();
  const saved = (await text.textContent()) ?? '';
  await page.close();
  writeFileSync(path.join(cwd, 'explored.yaml'), saved);
  program.child.kill('SIGTERM');
  expect((await program.ended).code).toBe(0);

  const run = await spawnWschaos(['run', 'explored.yaml'], { cwd }).ended;
  expect([run.code, run.stdout, saved]).toEqual([
    0,
    expect.stringContaining('pass'),
    expect.stringContaining('expect:'),
  ]);
});
