import { formatTable } from '../../architecture/readme-sections.ts';
import { type CellDetail, detailsOf } from './cell-detail.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { formatMatrix } from './format-matrix.ts';
import type { Gallery } from './gallery.ts';
import { introduction } from './introduction.ts';

/** The gallery as one Markdown file: the matrix, then what was seen of each client. */
export function formatMarkdown(gallery: Gallery): string {
  const counts = gallery.counts.map(({ verdict, count }) => [verdict, String(count)]);
  return [
    '# Clients and failures',
    ...introduction,
    formatMatrix(gallery),
    '## Verdicts',
    formatTable(['verdict', 'iterations'], counts),
    ...gallery.rows.flatMap((row) => [
      `## ${escapeMarkdown(row.name)}`,
      escapeMarkdown(`${row.versions.join(', ')}. ${row.configuration}`),
      formatTable(
        ['failure', 'verdict', 'detection med · max', 'recovery med · max', 'attempts', 'noticed by', 'remarks'],
        detailsOf(row, gallery.failures).map(formatDetail),
      ),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function formatDetail(detail: CellDetail): readonly string[] {
  const { failure, verdicts, detection, recovery, attempts, signs, remarks } = detail;
  return [failure, verdicts, detection, recovery, attempts, signs, remarks].map(escapeMarkdown);
}
