import type { LaneFrames } from './frame-columns.ts';
import type { DrawnFrame, FrameKind } from './frame-ring.ts';
import { bandHeight, gutter, type LanePlace } from './lane-layout.ts';
import type { Surface } from './surface.ts';

const kinds: readonly FrameKind[] = ['message', 'ping', 'pong', 'close'];

/** Frames between the bands of a lane: strokes with heads, or how many there were in each column of pixels. */
export function drawFrames({ single, dense, most }: LaneFrames, place: LanePlace, surface: Surface): void {
  const edges = { top: place.client + bandHeight, bottom: place.server };
  if (dense !== undefined) {
    const height = (edges.bottom - edges.top) / 2 - 1;
    drawColumns(dense.toServer, { from: edges.top, height, most }, surface);
    drawColumns(dense.toClient, { from: edges.bottom, height: -height, most }, surface);
  }
  for (const kind of kinds) {
    for (const isLost of [false, true]) {
      const own = single.filter((frame) => frame.kind === kind && frame.isDelivered !== isLost);
      if (own.length > 0) drawStrokes(own, edges, { kind, isLost, hasHeads: single.length < 600 }, surface);
    }
  }
}

/** From its sender's band: as high as they are many, by the logarithm, so that few are seen beside many. */
function drawColumns(
  counts: Uint32Array,
  { from, height, most }: { readonly from: number; readonly height: number; readonly most: number },
  { context, colours }: Surface,
): void {
  context.fillStyle = colours.soft;
  context.globalAlpha = 0.55;
  const full = Math.log1p(most);
  for (const [column, count] of counts.entries()) {
    if (count > 0) context.fillRect(gutter + column, from, 1, (Math.log1p(count) / full) * height);
  }
  context.globalAlpha = 1;
}

interface StrokeStyle {
  readonly kind: FrameKind;
  readonly isLost: boolean;
  readonly hasHeads: boolean;
}

function drawStrokes(
  frames: readonly DrawnFrame[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
  { kind, isLost, hasHeads }: StrokeStyle,
  { context, x, colours }: Surface,
): void {
  context.beginPath();
  for (const { t, isToServer } of frames) {
    const at = x(t);
    const [from, end] = isToServer ? [top, bottom] : [bottom, top];
    const middle = (from + end) / 2;
    context.moveTo(at, from);
    context.lineTo(at, isLost ? middle : end);
    if (isLost) addCross(context, at, middle);
    else if (hasHeads) addHead(context, at, end, end > from ? -4 : 4);
  }
  const plain = kind === 'message' ? colours.soft : kind === 'close' ? colours.ink : colours.accent;
  context.strokeStyle = isLost ? colours.bad : plain;
  context.globalAlpha = kind === 'message' && !isLost ? 0.5 : 0.9;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

function addHead(context: CanvasRenderingContext2D, x: number, y: number, back: number): void {
  context.moveTo(x - 3, y + back);
  context.lineTo(x, y);
  context.lineTo(x + 3, y + back);
}

function addCross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x + 3, y - 3);
  context.lineTo(x - 3, y + 3);
}
