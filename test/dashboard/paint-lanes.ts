import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { layOutLanes } from '../../src/dashboard/lane-layout.ts';
import type { LanePicture } from '../../src/dashboard/lane-picture.ts';

/** Colours that nothing else has, by their names. */
export const colours = {
  ...{
    paper: '#ffffff',
    raised: '#f0f0f0',
    line: '#e0e0e0',
    'strong-line': '#c0c0c0',
    ink: '#000000',
    soft: '#808080',
  },
  ...{ accent: '#0000ff', 'accent-wash': '#e0e0ff', good: '#008000', bad: '#ff0000', 'bad-wash': '#ffe0e0' },
  ...{ warn: '#ff8000', band: '#e8e8ff' },
};

/** What is given of a picture; functions do not go into a page. */
export interface Painting extends Partial<Omit<LanePicture, 'laneOf' | 'layout'>> {
  readonly lanes?: number;
  readonly faultRows?: number;
  readonly laneOf?: Readonly<Record<number, number>>;
}

/** What was painted: the colour of a pixel as `r,g,b`, or of all pixels of a part of the canvas. */
export interface Painted {
  readonly layout: LanePicture['layout'];
  at(x: number, y: number): Promise<string>;
  /** Whether a colour is in a part. */
  has(colour: string, x: number, y: number, width: number, height: number): Promise<boolean>;
}

export const width = 652;

let script: string | undefined;

/** Draws a picture of ten seconds on a real canvas: 60 pixels a second, behind the names. */
export async function paintLanes(page: Page, painting: Painting): Promise<Painted> {
  script ??= await bundle();
  const { lanes = 1, faultRows = 1, laneOf = { 1: 0 }, ...given } = painting;
  const layout = layOutLanes({ faults: faultRows, lanes });
  const picture = { from: 0, to: 10_000, frames: [], bands: [], marks: [], faults: [], emptyText: undefined, ...given };
  const { faultTop: _function, ...plain } = layout;
  await page.setContent(`<canvas width="${width}" height="${layout.height}"></canvas>`);
  await page.evaluate(`${script};
    globalThis.context = document.querySelector('canvas').getContext('2d', { willReadFrequently: true });
    lanes.drawLanes({
      ...${JSON.stringify(picture)},
      layout: { ...${JSON.stringify(plain)}, faultTop: (row) => row * 18 },
      laneOf: (connection) => (${JSON.stringify(laneOf)})[connection],
    }, { context, width: ${width}, colours: ${JSON.stringify(colours)} });`);
  return {
    layout,
    at: (x, y) => page.evaluate(`[...context.getImageData(${x}, ${y}, 1, 1).data].join()`),
    has: (colour, x, y, across, down) =>
      page.evaluate(`(() => {
        const { data } = context.getImageData(${x}, ${y}, ${across}, ${down});
        for (let i = 0; i < data.length; i += 4)
          if ([data[i], data[i + 1], data[i + 2]].join() === '${channels(colour)}' && data[i + 3] > 200) return true;
        return false;
      })()`),
  };
}

function channels(hex: string): string {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join();
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('../../src/dashboard/draw-lanes.ts', import.meta.url));
  const options = { bundle: true, write: false, format: 'iife', globalName: 'lanes' } as const;
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0]?.text.replace('var lanes', 'globalThis.lanes') ?? '';
}
