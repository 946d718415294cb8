import { expect, test } from 'vitest';
import { drawLanes } from '../../../src/report/html/draw-lanes.ts';
import { type Lanes, readLanes } from '../../../src/report/html/read-lanes.ts';
import { iteration } from '../example-run.ts';
import { findAll, textOf } from './read-markup.ts';

const timeline = [
  { t: 0, what: 'fault', text: 'blackhole, both directions' },
  { t: 3, what: 'detected', text: 'client sent FIN' },
  { t: 400, what: 'attempt', text: '', nth: 1 },
  { t: 405, what: 'open', text: '' },
  { t: 412, what: 'ready', text: '' },
] as const;
const lanes = readLanes(iteration({ timeline })) as Lanes;

test('the fault, the lanes, what happened and the figures can be read', () => {
  const text = textOf(drawLanes(lanes, { width: 700, frames: undefined }));
  for (const word of ['blackhole, both directions', 'client', 'server', 'detected', 'open', 'ready'])
    expect(text).toContain(word);
  expect(text).toContain('reconnect 402 ms');
  expect(text).toContain('recovery 412 ms');
});

test('every state is a band, and every mark stands in its place', () => {
  const drawn = drawLanes(lanes, { width: 700, frames: undefined });
  expect(findAll(drawn, '.band').map(({ attributes }) => attributes.class)).toEqual(
    ['band connected', 'band unaware', 'band away', 'band back', 'band new'].toSpliced(4, 0, 'band old'),
  );
  expect(findAll(drawn, '.mark')).toHaveLength(4);
});

test('frames are drawn where there is a trace, those of before and after left out', () => {
  const frames = [-9_000, 10, 90_000].map((t) => ({ t, to: 'server', what: 'ping', isLost: false }) as const);
  const drawn = drawLanes(lanes, { width: 700, frames });
  const [path] = findAll(drawn, '.frame');
  expect(String(path?.attributes.d).match(/V/g)).toHaveLength(1);
  expect(Number(drawn.attributes.height)).toBeGreaterThan(
    Number(drawLanes(lanes, { width: 700, frames: undefined }).attributes.height),
  );
});

test.each([300, 354, 700, 1400])('at %d pixels nothing is outside, and no number is none', (width) => {
  const drawn = drawLanes(lanes, { width, frames: undefined });
  expect(JSON.stringify(drawn)).not.toMatch(/NaN|Infinity/);
  for (const { attributes } of findAll(drawn, 'rect')) {
    expect(Number(attributes.x) + Number(attributes.width)).toBeLessThanOrEqual(width);
  }
  const upToATick = drawLanes({ ...lanes, from: 0, to: 600 }, { width, frames: undefined });
  expect(findAll(upToATick, '.tick').map(textOf)).toContain('600');
  for (const label of findAll(upToATick, '.tick')) {
    expect(Number(label.attributes.x) + textOf(label).length * 3.3).toBeLessThan(width);
  }
});
