import { drawFaults } from './draw-faults.ts';
import { drawFrames } from './draw-frames.ts';
import { drawMarks } from './draw-marks.ts';
import { bandHeight, gutter, type LaneLayout, placeOf } from './lane-layout.ts';
import type { LanePicture } from './lane-picture.ts';
import type { Surface } from './surface.ts';
import type { Band } from './timeline-book.ts';

const tickMs = 10_000;
const narrowWidth = 520;
const font = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

export function drawLanes(
  picture: LanePicture,
  { context, width, colours }: Pick<Surface, 'context' | 'width' | 'colours'>,
): void {
  const { from, to, layout } = picture;
  const scale = (width - gutter) / Math.max(1, to - from);
  const surface: Surface = { context, width, colours, x: (t) => gutter + (t - from) * scale };
  context.clearRect(0, 0, width, layout.height);
  context.font = font;
  context.textBaseline = 'alphabetic';
  clip(surface, layout, () => drawFaults(picture, surface));
  drawAxis(picture, surface);
  drawNames(picture, surface);
  clip(surface, layout, () => {
    for (const band of picture.bands) drawBand(band, picture, surface);
    for (const [index, frames] of picture.frames.entries()) {
      const place = layout.lanes[index];
      if (place !== undefined) drawFrames(frames, place, surface);
    }
    drawMarks(picture, surface);
  });
}

/** What leaves the lanes on the left must not run over their names. */
function clip({ context, width }: Surface, { height }: LaneLayout, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(gutter, 0, width - gutter, height);
  context.clip();
  draw();
  context.restore();
}

function drawAxis({ to, layout }: LanePicture, { context, x, width, colours }: Surface): void {
  const { axis } = layout;
  context.strokeStyle = colours['strong-line'];
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(gutter, axis + 0.5);
  context.lineTo(width, axis + 0.5);
  context.fillStyle = colours.soft;
  const stepMs = width < narrowWidth ? 2 * tickMs : tickMs;
  for (let ago = 0; ago <= 60_000; ago += stepMs) {
    const at = Math.round(x(to - ago)) + (ago === 0 ? -0.5 : 0.5);
    context.moveTo(at, axis);
    context.lineTo(at, axis + 4);
    context.textAlign = ago === 0 ? 'right' : ago === 60_000 ? 'left' : 'center';
    context.fillText(ago === 0 ? 'now' : `−${ago / 1_000} s`, at, axis + 17);
  }
  context.stroke();
}

function drawNames({ layout, emptyText }: LanePicture, { context, width, colours }: Surface): void {
  context.textAlign = 'left';
  context.fillStyle = colours.soft;
  context.fillText('faults', 0, 12);
  for (const { client, server } of layout.lanes) {
    context.fillText('client', 0, client + bandHeight - 1);
    context.fillText('server', 0, server + bandHeight - 1);
    context.fillStyle = colours.raised;
    for (const top of [client, server]) context.fillRect(gutter, top, width - gutter, bandHeight);
    context.fillStyle = colours.soft;
  }
  const [first] = layout.lanes;
  if (emptyText === undefined || first === undefined) return;
  context.textAlign = 'center';
  context.fillText(emptyText, gutter + (width - gutter) / 2, (first.client + first.server + bandHeight) / 2 + 4);
}

function drawBand({ connection, from, to, kind }: Band, picture: LanePicture, surface: Surface): void {
  const place = placeOf(connection, picture);
  if (place === undefined || (to ?? picture.to) < picture.from) return;
  const { context, x, colours } = surface;
  const [left, right] = [x(from), x(to ?? picture.to)];
  context.globalAlpha = kind === 'open' ? 0.42 : 0.5;
  context.fillStyle = { open: colours.good, dialling: colours.warn, refused: colours.bad }[kind];
  for (const top of [place.client, place.server]) {
    context.fillRect(left, top, Math.max(1.5, right - left), bandHeight);
  }
  context.globalAlpha = 1;
}
