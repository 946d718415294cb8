import { bandHeight, gutter, type LanePlace, placeOf } from './lane-layout.ts';
import type { LaneMark, LanePicture } from './lane-picture.ts';
import type { Surface } from './surface.ts';

/** Those that matter most are drawn last, and their words come first to their places. */
const importance: readonly LaneMark['what'][] = ['detected', 'ready', 'refused', 'open', 'closed', 'attempt'];

/** Marks on the client's band, and their words above it where they have room. */
export function drawMarks(picture: LanePicture, surface: Surface): void {
  const shown = picture.marks
    .filter(({ t }) => t >= picture.from - 500 && t <= picture.to)
    .toSorted((a, b) => importance.indexOf(a.what) - importance.indexOf(b.what));
  /** What is taken above each lane. */
  const taken = new Map<LanePlace, (readonly [from: number, to: number])[]>();
  for (const mark of shown) {
    const place = placeOf(mark.connection, picture);
    if (place === undefined || mark.label === '') continue;
    const spans = taken.get(place) ?? [];
    taken.set(place, spans);
    writeLabel(mark, place, spans, surface);
  }
  for (const mark of shown.toReversed()) {
    const place = placeOf(mark.connection, picture);
    if (place !== undefined) drawMark(mark, place, surface);
  }
}

function writeLabel(
  { t, label, what }: LaneMark,
  { label: top }: LanePlace,
  spans: (readonly [number, number])[],
  { context, x, width, colours }: Surface,
): void {
  const extent = context.measureText(label).width;
  const left = Math.max(gutter, Math.min(width - extent - 1, x(t) - extent / 2));
  if (spans.some(([from, to]) => left < to + 8 && left + extent > from - 8)) return;
  spans.push([left, left + extent]);
  context.textAlign = 'left';
  context.fillStyle = what === 'detected' || what === 'ready' ? colours.ink : colours.soft;
  context.fillText(label, left, top + 12);
}

function drawMark({ t, what }: LaneMark, { client, server }: LanePlace, { context, x, colours }: Surface): void {
  const [at, middle] = [x(t), client + bandHeight / 2];
  context.lineWidth = 1.5;
  context.strokeStyle = colours.paper;
  context.beginPath();
  switch (what) {
    case 'attempt':
      context.moveTo(at, client - 3);
      context.lineTo(at, server + bandHeight + 3);
      context.lineWidth = 1;
      context.strokeStyle = colours['strong-line'];
      context.stroke();
      return;
    case 'closed':
      context.moveTo(at, server - 3);
      context.lineTo(at, server + bandHeight + 3);
      context.strokeStyle = colours.ink;
      context.stroke();
      return;
    case 'refused':
      context.moveTo(at - 4, middle - 4);
      context.lineTo(at + 4, middle + 4);
      context.moveTo(at + 4, middle - 4);
      context.lineTo(at - 4, middle + 4);
      context.strokeStyle = colours.bad;
      context.stroke();
      return;
    case 'open':
      context.arc(at, middle, 4.5, 0, 2 * Math.PI);
      context.fillStyle = colours.paper;
      context.strokeStyle = colours.ink;
      break;
    case 'ready':
      context.arc(at, middle, 5, 0, 2 * Math.PI);
      context.fillStyle = colours.good;
      break;
    case 'detected':
      context.moveTo(at, middle - 6.5);
      context.lineTo(at + 6.5, middle);
      context.lineTo(at, middle + 6.5);
      context.lineTo(at - 6.5, middle);
      context.closePath();
      context.fillStyle = colours.ink;
  }
  context.fill();
  context.stroke();
}
