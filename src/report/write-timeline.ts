import type { TimelineEntry } from '../result/run-result.ts';
import { wrapText } from './wrap-text.ts';

/** One line an entry: ` 1018 ms   detected   client sent Close 1000`. Long texts go on under themselves. */
export function writeTimeline(entries: readonly TimelineEntry[], width: number): readonly string[] {
  const times = entries.map(({ t }) => `${Math.round(t)} ms`);
  const labels = entries.map(({ what, nth }) =>
    what === 'omitted' ? '…' : nth === undefined ? what : `${what} ${nth}`,
  );
  const timeWidth = Math.max(9, ...times.map(({ length }) => length));
  const labelWidth = Math.max(9, ...labels.map(({ length }) => length));
  const indent = timeWidth + 3 + labelWidth + 2;
  return entries.map(({ text }, index) => {
    const time = times[index]?.padStart(timeWidth) ?? '';
    const label = labels[index]?.padEnd(labelWidth) ?? '';
    return `${time}   ${label}  ${wrapText(text, Math.max(width, indent + 20), indent)}`.trimEnd();
  });
}
