import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type PageScriptOptions, writePageScript } from '../../../../src/runner/subject/browser/page-script.ts';

const options: PageScriptOptions = {
  url: 'ws://127.0.0.1:8101/chat?a="</script>"',
  seed: 7,
  iteration: 3,
  client: 2,
  random: 'seeded',
};

/** Runs the script as a page or a frame in it would, and draws. */
function run(more: Partial<PageScriptOptions> = {}, frame?: string) {
  const window = { top: {} };
  if (frame === undefined) window.top = window;
  const page = vm.createContext({ window, location: { href: frame ?? 'http://127.0.0.1/' } });
  vm.runInContext(writePageScript({ ...options, ...more }), page);
  const read = (source: string): unknown => vm.runInContext(source, page);
  return { read, drawn: read('Array.from({ length: 5000 }, Math.random)') as readonly number[] };
}

test('a page finds where to dial and which client it is', () => {
  const { read } = run();
  expect(read('JSON.stringify([WSCHAOS_URL, WSCHAOS_SEED, WSCHAOS_ITERATION, WSCHAOS_CLIENT])')).toBe(
    JSON.stringify([options.url, 7, 3, 2]),
  );
});

test('nothing else is left in its scope', () => {
  expect(run().read('typeof next + typeof a + typeof d')).toBe('undefinedundefinedundefined');
});

describe('Math.random', () => {
  test('repeats itself with the seed', () => {
    expect(run().drawn).toEqual(run({ iteration: 0 }).drawn);
  });

  test.each([
    ['another seed', { seed: 8 }, undefined],
    ['another client', { client: 1 }, undefined],
    ['a frame', {}, 'http://127.0.0.1/frame.html'],
  ])('differs with %s', (_what, more, frame) => {
    expect(run(more, frame).drawn[0]).not.toBe(run().drawn[0]);
  });

  test('is uniform in [0, 1)', () => {
    const { drawn } = run();
    const tenths = Array.from({ length: 10 }, (_, i) => drawn.filter((x) => Math.floor(x * 10) === i).length);
    expect(tenths.reduce((sum, n) => sum + n, 0)).toBe(5_000);
    // Five standard deviations of a binomial with n = 5000, p = 0.1.
    for (const n of tenths) expect(Math.abs(n - 500)).toBeLessThan(107);
  });

  test('is left alone where that is wanted', () => {
    expect(run({ random: 'native' }).drawn).not.toEqual(run({ random: 'native' }).drawn);
  });
});
