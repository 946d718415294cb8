import { formatTable } from '../../architecture/readme-sections.ts';
import { describeCell, legend, nothing } from './describe-cell.ts';
import type { Gallery } from './gallery.ts';

/** The matrix in Markdown: one row a client, one column a failure; what its signs mean and what was measured stands below. */
export function formatMatrix({ failures, rows, measured, command }: Gallery): string {
  const table = formatTable(
    ['client', ...failures],
    rows.map(({ name, cells }) => [name, ...cells.map((cell) => (cell === undefined ? nothing : describeCell(cell)))]),
  );
  const versions = [...new Set(rows.flatMap((row) => row.versions))].join(', ');
  return `${table}\n\n${legend}\n\nMeasured by \`${command}\`: ${measured}. ${versions}.`;
}
