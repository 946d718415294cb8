import { formatStatistic } from '../../../src/report/format-figure.ts';
import type { Verdict } from '../../../src/result/run-result.ts';
import type { Cell } from './cell.ts';

/** What stands for a verdict where there is no room for the word. */
export const marks: Readonly<Record<Verdict, string>> = {
  recovered: '✓',
  unaffected: '=',
  undetected: '∅',
  stuck: '✗',
  'gave-up': '■',
  crashed: '‡',
  spurious: '!',
  invalid: '?',
};

/** What stands where nothing was measured. */
export const nothing = '–';

/** What the signs of the matrix mean. */
export const legend =
  `${Object.entries(marks)
    .filter(([verdict]) => verdict !== 'invalid')
    .map(([verdict, mark]) => `${mark} ${verdict}`)
    .join(' · ')} · ${nothing} does not apply, or not measured; ` +
  'then detection · recovery, medians; † was back before the failure was over; a number behind a sign: so many of three iterations.';

/** `✓ 2 ms · 1.01 s`: the verdicts (with their number where they differ), detection and recovery in the median. */
export function describeCell(cell: Cell): string {
  const { verdicts } = cell;
  if (verdicts.length === 0) return nothing;
  const sign = verdicts.map(({ verdict, count }) => `${marks[verdict]}${verdicts.length > 1 ? count : ''}`).join(' ');
  const figures = describeFigures(cell);
  return figures === undefined ? sign : `${sign} ${figures}`;
}

/** Detection and recovery; `undefined` where no link was lost. */
function describeFigures({ verdicts, detection, recovery, cameThrough }: Cell): string | undefined {
  if (verdicts.every(({ verdict }) => verdict === 'unaffected')) return undefined;
  const figure = (summary: Cell['detection']): string => formatStatistic(summary, 'median', 'duration');
  if (detection.median === 'censored') return figure(detection);
  return `${figure(detection)} · ${figure(recovery)}${cameThrough ? ' †' : ''}`;
}
