import type { Marks } from './run-result.ts';

/**
 * From which instant a metric counts that ends with an event: `null` where that instant was not observed, `undefined` of a
 * metric that ends with none.
 */
export function figureStart(metric: string, marks: Marks): number | null | undefined {
  if (['detection', 'outage', 'server.detection'].includes(metric)) return 0;
  if (metric === 'recovery' || metric.startsWith('fleet.back')) {
    return marks.lifted === null ? null : Math.max(marks.lifted, 0);
  }
  const isFromNotice = ['reconnect', 'close'].includes(metric) || /^schedule\.\d+$/.test(metric);
  return isFromNotice ? marks.detected : undefined;
}

/** When the wait ended, as instants are counted. The timeout counts from `steady`, the instants from `injected`. */
export function waitEnd(marks: Marks, timeoutMs: number): number {
  return timeoutMs + (marks.steady ?? 0);
}
