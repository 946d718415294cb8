import { cutText } from '../base/cut-text.ts';
import { formatDuration } from '../base/duration.ts';
import type { Paint } from '../report/define-reporter.ts';
import { wrapText } from '../report/wrap-text.ts';
import type { BehaviourVerdict } from '../runner/selftest/judge-behaviour.ts';
import type { MachineFigures, Spread } from '../runner/selftest/measure-machine.ts';
import type { BehaviourResult } from '../runner/selftest/run-selftest.ts';
import { count } from './format-problems.ts';

export interface ShowOptions {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
  /** What both ends saw, also where nothing is wrong. */
  readonly verbose: boolean;
}

const words = { same: 'same', inherent: 'inherent', different: 'DIFFERENT', unmeasured: 'UNMEASURED' } as const;
const styles = { same: 'green', inherent: 'yellow', different: 'red', unmeasured: 'red' } as const;
const wordWidth = Math.max(...Object.values(words).map((word) => word.length));

/** The rows of one group, below its name. */
export function showGroup(group: string, results: readonly BehaviourResult[], options: ShowOptions): string {
  return `${[options.paint('bold', group), ...results.flatMap((result) => showRow(result, options))].join('\n')}\n`;
}

function showRow(result: BehaviourResult, options: ShowOptions): readonly string[] {
  const { name, verdict, why, inherent } = result;
  const { width, paint, verbose } = options;
  const indent = wordWidth + 4;
  const word = paint(styles[verdict], words[verdict].padEnd(wordWidth));
  const remark = verdict === 'inherent' ? `: ${inherent?.name}` : why === undefined ? '' : `: ${why}`;
  const lines = [`  ${word}  ${wrapText(`${name}${remark}`, width, indent)}`];
  if (verdict === 'inherent') lines.push(`${' '.repeat(indent)}${wrapText(inherent?.because ?? '', width, indent)}`);
  if (verbose || verdict === 'different' || verdict === 'unmeasured') lines.push(...showSideBySide(result, options));
  return lines;
}

/** What each end saw, directly on the left and through the proxy on the right; a bar marks the lines that differ. */
function showSideBySide({ direct, proxied }: BehaviourResult, options: ShowOptions): readonly string[] {
  return (['client', 'server'] as const).flatMap((end) => {
    const left = direct[end].length === 0 ? ['(nothing)'] : direct[end];
    const right = proxied[end].length === 0 ? ['(nothing)'] : proxied[end];
    return [
      options.paint('dim', showPair(`the ${end} saw directly`, ' ', 'through the proxy', options.width)),
      ...Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
        showLines(left[index] ?? '', right[index] ?? '', options),
      ),
    ];
  });
}

function showLines(left: string, right: string, { width, paint }: ShowOptions): string {
  if (left === right) return showPair(left, ' ', right, width);
  const isCut = Math.max(left.length, right.length) > cellWidth(width);
  // Cut short, the two might look the same.
  const below = [`${margin}| ${left}`, `${margin}| ${right}`].join('\n');
  return paint('red', isCut ? below : showPair(left, '|', right, width));
}

const margin = ' '.repeat(6);
const cellWidth = (width: number): number => Math.max(20, Math.floor((width - margin.length - 3) / 2));

function showPair(left: string, bar: string, right: string, width: number): string {
  const cell = cellWidth(width);
  return `${margin}${cutText(left, cell, '…').padEnd(cell)} ${bar} ${cutText(right, cell, '…')}`.trimEnd();
}

/** `131 behaviours: 126 the same, 5 inherent, 0 different`. */
export function sumUp(results: readonly BehaviourResult[]): string {
  const of = (verdict: BehaviourVerdict): number => results.filter((result) => result.verdict === verdict).length;
  const unmeasured = of('unmeasured');
  const parts = [`${of('same')} the same`, `${of('inherent')} inherent`, `${of('different')} different`];
  if (unmeasured > 0) parts.push(`${unmeasured} that this machine cannot do`);
  return `${count(results.length, 'behaviour')}: ${parts.join(', ')}`;
}

/** The machine's figures, and what follows from them. */
export function showMachine({ loopDelayMs, timerLatenessMs, limitMs, canMeasure }: MachineFigures): string {
  const spread = ({ p50, p99 }: Spread): string => `p50 ${formatDuration(p50)}, p99 ${formatDuration(p99)}`;
  const verdict = canMeasure
    ? 'this machine can measure'
    : `this machine cannot measure now: above ${formatDuration(limitMs)} an iteration is thrown away`;
  return `event loop late by ${spread(loopDelayMs)}; timers late by ${spread(timerLatenessMs)}: ${verdict}`;
}
