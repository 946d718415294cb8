import type { ChartPoint } from './draw-phase-chart.ts';

/** The point next to a place, and no farther than `within` pixels. */
export function nearestPoint(
  points: readonly ChartPoint[],
  at: { readonly x: number; readonly y: number },
  within: number,
): ChartPoint | undefined {
  let nearest: ChartPoint | undefined;
  let least = within ** 2;
  for (const point of points) {
    const distance = (point.x - at.x) ** 2 + (point.y - at.y) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = point;
    }
  }
  return nearest;
}
