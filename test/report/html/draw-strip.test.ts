import { expect, test } from 'vitest';
import { drawStrip } from '../../../src/report/html/draw-strip.ts';
import { caseOf, exampleRun, iteration } from '../example-run.ts';
import { countDots, findAll } from './read-markup.ts';

const [, dropPongs] = exampleRun.cases;

test('a dot for every detection, and the band of the bound', () => {
  const strip = drawStrip(dropPongs ?? caseOf());
  expect(countDots(findAll(strip, '.dots')[0])).toBe(20);
  expect(findAll(strip, '.bound')).toHaveLength(1);
  expect(findAll(strip, '.censored')).toEqual([]);
});

test('a round trip is no band, and what never came is a sign at the end', () => {
  const strip = drawStrip(caseOf({ iterations: [iteration(), iteration({ samples: { detection: 'censored' } })] }));
  expect(countDots(findAll(strip, '.dots')[0])).toBe(1);
  expect([findAll(strip, '.bound').length, findAll(strip, '.censored').length]).toEqual([0, 1]);
});

test('without a detection there is none', () => {
  expect(drawStrip(caseOf({ iterations: [iteration({ samples: {} })] }))).toBeUndefined();
});
