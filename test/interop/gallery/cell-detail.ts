import { formatFigure } from '../../../src/report/format-figure.ts';
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
  const { verdicts, attempts, timeoutMs } = cell;
  const isLost = verdicts.some(({ verdict }) => verdict !== 'unaffected');
  const pair = (median: Cell['detection'], longest: Cell['detection']): string =>
    isLost
      ? `${formatFigure(median, 'duration', timeoutMs)} · ${formatFigure(longest, 'duration', timeoutMs)}`
      : nothing;
  return {
    failure,
    verdicts: verdicts.map(({ verdict, count }) => `${count} ${verdict}`).join(', ') || 'not measured',
    detection: pair(cell.detection, cell.longestDetection),
    recovery: pair(cell.recovery, cell.longestRecovery),
    attempts: isLost ? formatFigure(attempts, 'count', timeoutMs) : nothing,
    signs: cell.signs.join(', ') || nothing,
    remarks: cell.reasons.join('; ') || nothing,
  };
}
