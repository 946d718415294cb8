import { faultHeight, gutter } from './lane-layout.ts';
import type { LanePicture } from './lane-picture.ts';
import type { Surface } from './surface.ts';

/** Faults: a bar with its words on top, and a wash over all lanes for as long as it acts. */
export function drawFaults({ faults, from, to, layout }: LanePicture, surface: Surface): void {
  const { x } = surface;
  const shown = faults
    .filter((fault) => (fault.to ?? to) >= from)
    .map(({ from: begin, to: end, row, explanation, hasWords }) => ({
      ...{ words: hasWords ? explanation : '', left: Math.max(gutter, x(begin)), right: x(end ?? to) },
      ...{ top: layout.faultTop(row), bottom: layout.axis },
    }));
  // No wash may lie over the words of another fault.
  for (const fault of shown) drawWash(fault, surface);
  for (const fault of shown) drawBar(fault, surface);
}

interface DrawnFault {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function drawWash({ left, right, top, bottom }: DrawnFault, { context, colours }: Surface): void {
  if (right - left >= 2) {
    context.fillStyle = colours['bad-wash'];
    context.fillRect(left, top, right - left, bottom - top);
    return;
  }
  context.strokeStyle = colours.bad;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(left + 0.5, top);
  context.lineTo(left + 0.5, bottom);
  context.stroke();
  context.setLineDash([]);
}

function drawBar(fault: DrawnFault, { context, width, colours }: Surface): void {
  const { words, left, right, top } = fault;
  context.fillStyle = colours.bad;
  context.fillRect(left, top, Math.max(3, right - left), 3);
  writeWords(words, { left, top, right, width }, context);
}

/** Beside its bar, on the side that has room. */
function writeWords(
  words: string,
  { left, top, right, width }: { readonly [edge in 'left' | 'top' | 'right' | 'width']: number },
  context: CanvasRenderingContext2D,
): void {
  const needed = context.measureText(words).width;
  const base = top + faultHeight - 2;
  const isBehind = left + 5 + needed <= width;
  context.textAlign = isBehind ? 'left' : 'right';
  context.fillText(words, isBehind ? left + 5 : Math.max(gutter + needed, Math.min(right, width) - 2), base);
}
