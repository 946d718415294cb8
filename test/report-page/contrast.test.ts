import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// WCAG 2.2, 1.4.3: text stands out from what is behind it by at least 4.5 to 1.
const leastContrast = 4.5;

const css = readFileSync(new URL('../../src/report-page/base.css', import.meta.url), 'utf8');

/** The colours of a theme by their name, as three channels between 0 and 1. */
function coloursOf(theme: 'light' | 'dark'): ReadonlyMap<string, readonly number[]> {
  const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]+), (#[\da-f]+)\);/g)];
  return new Map(
    pairs.map(([, name = '', light = '', dark = '']) => [name, channels(theme === 'light' ? light : dark)]),
  );
}

function channels(hex: string): readonly number[] {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : (hex.slice(1).match(/../g) ?? []);
  return digits.map((pair) => Number.parseInt(pair, 16) / 255);
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('black on white is 21 to 1', () => {
  expect(contrast(channels('#000'), channels('#ffffff'))).toBeCloseTo(21);
});

test.each([['light' as const], ['dark' as const]])('every text can be read in the %s theme', (theme) => {
  const colours = coloursOf(theme);
  const grounds = ['paper', 'raised', 'accent-wash', 'bad-wash', 'warn-wash', 'band'];
  const pairs = ['ink', 'soft', 'accent', 'good', 'bad', 'warn'].flatMap((text) =>
    grounds.map((ground) => [text, ground, contrast(colours.get(text) ?? [], colours.get(ground) ?? [])] as const),
  );
  expect(pairs.filter(([, , ratio]) => ratio < leastContrast)).toEqual([]);
  expect(pairs.length).toBe(36);
});
