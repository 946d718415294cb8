import { formatStatistic } from '../../../src/report/format-figure.ts';
import type { Cell } from './cell.ts';
import { nothing } from './describe-cell.ts';
import type { Row } from './gallery.ts';

/** One cell in words and figures. */
export interface CellDetail {
  readonly failure: string;
  readonly verdicts: string;
  readonly detection: string;
  readonly recovery: string;
  readonly attempts: string;
  readonly signs: string;
  readonly remarks: string;
}

/** What is known of each cell of a row that was run. */
export function detailsOf({ cells }: Row, failures: readonly string[]): readonly CellDetail[] {
  return cells.flatMap((cell, column) => (cell === undefined ? [] : [detailOf(cell, failures[column] ?? '')]));
}

function detailOf(cell: Cell, failure: string): CellDetail {
  const { verdicts, attempts } = cell;
  const isLost = verdicts.some(({ verdict }) => verdict !== 'unaffected');
  const pair = (summary: Cell['detection']): string =>
    isLost
      ? `${formatStatistic(summary, 'median', 'duration')} · ${formatStatistic(summary, 'max', 'duration')}`
      : nothing;
  return {
    failure,
    verdicts: verdicts.map(({ verdict, count }) => `${count} ${verdict}`).join(', ') || 'not measured',
    detection: pair(cell.detection),
    recovery: pair(cell.recovery),
    attempts: isLost ? formatStatistic(attempts, 'max', 'count') : nothing,
    signs: cell.signs.join(', ') || nothing,
    remarks: cell.reasons.join('; ') || nothing,
  };
}
