import { expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../../src/runner/real-clock.ts';
import { createBrowserPool } from '../../../../src/runner/subject/browser/browser-pool.ts';
import type { BrowserEnd, BrowserRequest } from '../../../../src/runner/subject/browser/running-browser.ts';
import { createOneTimeEvent, type OneTimeEvent } from '../../../../src/runner/subject/one-time-event.ts';
import { createRecordingGuard } from '../programs.ts';

const plain: BrowserRequest = { executablePath: undefined, args: [], certificate: undefined };
const end: BrowserEnd = { code: 1, signal: null, t: 0, lastLines: [] };

/** A pool whose browsers are only written down: what a real one does is tested with `startChromium`. */
function createPool(fail = (_nth: number): boolean => false, close = (): Promise<void> => Promise.resolve()) {
  const started: BrowserRequest[] = [];
  const closed: number[] = [];
  const ends: OneTimeEvent<BrowserEnd>[] = [];
  const pool = createBrowserPool({ clock: realClock, guard: createRecordingGuard() }, async (request) => {
    const nth = started.push(request);
    if (fail(nth)) throw new Error('no browser');
    const ended = createOneTimeEvent<BrowserEnd>();
    ends.push(ended);
    return {
      newContext: () => Promise.reject(new Error('not asked for')),
      onEnd: ended.listen,
      close() {
        closed.push(nth);
        return close();
      },
    };
  });
  return { pool, started, closed, ends };
}

test('pages that need the same share a browser, also one that is still starting', async () => {
  const { pool, started } = createPool();
  const [first, second] = await Promise.all([pool.get(plain), pool.get({ ...plain })]);
  expect(second).toBe(first);
  expect(started.length).toBe(1);
});

test.each([
  ['another program', { executablePath: '/opt/chrome' }],
  ['other flags', { args: ['--lang=de'] }],
  ['another certificate', { certificate: 'PEM' }],
])('a page that needs %s gets another browser', async (_what, more) => {
  const { pool } = createPool();
  expect(await pool.get({ ...plain, ...more })).not.toBe(await pool.get(plain));
});

test('a browser that ended is cleared away, and the next page gets a new one', async () => {
  const { pool, ends, closed } = createPool();
  const first = await pool.get(plain);
  ends[0]?.tell(end);
  expect(await pool.get(plain)).not.toBe(first);
  await pool.close();
  expect(closed).toEqual([1, 2]);
});

test('a start that failed is tried again', async () => {
  const { pool } = createPool((nth) => nth === 1);
  await expect(pool.get(plain)).rejects.toThrow('no browser');
  await expect(pool.get(plain)).resolves.toBeDefined();
});

test('all browsers are closed in the end, also one that is still starting', async () => {
  const { pool, closed } = createPool();
  await pool.get(plain);
  void pool.get({ ...plain, args: ['--lang=de'] });
  await pool.close();
  expect(closed).toEqual([1, 2]);
});

test('what an ended browser left and cannot be cleared away is no unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const { pool, ends, closed } = createPool(undefined, () => Promise.reject(new Error('EBUSY')));
  await pool.get(plain);
  ends[0]?.tell(end);
  await expect.poll(() => closed).toEqual([1]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
  await pool.close();
});
