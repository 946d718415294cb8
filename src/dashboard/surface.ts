import type { Colours } from './read-colours.ts';

/** Where to draw: a canvas of so many pixels of CSS. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly colours: Colours;
  readonly x: (t: number) => number;
}
