import type { Verdict } from '../../../src/result/run-result.ts';
import type { Cell } from './cell.ts';
import { type CellDetail, detailsOf } from './cell-detail.ts';
import { describeCell, legend, nothing } from './describe-cell.ts';
import type { Gallery, Row } from './gallery.ts';
import { galleryStyle } from './gallery-style.ts';
import { introduction } from './introduction.ts';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of whomever as text in HTML, also within an attribute. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => references[sign] ?? sign);

/** The gallery as one HTML file that needs nothing else: no script, no image, no font. */
export function formatHtml(gallery: Gallery): string {
  const { counts, failures, rows } = gallery;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wschaos: clients and failures</title>
<style>${galleryStyle}</style>
</head>
<body>
<h1>Clients and failures</h1>
${introduction.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
<p class="quiet">${escapeHtml(`${gallery.measured}; ${gallery.command}`)}</p>
${table(['client', ...failures], rows.map(formatRow))}
<p class="quiet">${escapeHtml(legend)}</p>
<h2>Verdicts</h2>
${table(
  ['verdict', 'iterations'],
  counts.map(({ verdict, count }) => `<tr>${head(verdict)}<td class="${verdict}">${count}</td></tr>`),
)}
<h2>Client by client</h2>
${rows.map((row) => formatDetails(row, failures)).join('\n')}
</body>
</html>
`;
}

const head = (text: string): string => `<th scope="row">${escapeHtml(text)}</th>`;

function table(columns: readonly string[], rows: readonly string[]): string {
  const heads = columns.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  return `<div class="scroll" tabindex="0"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function formatRow({ name, cells }: Row): string {
  const boxes = cells.map((cell) =>
    cell === undefined ? `<td>${nothing}</td>` : `<td${verdictClass(cell)}>${escapeHtml(describeCell(cell))}</td>`,
  );
  return `<tr>${head(name)}${boxes.join('')}</tr>`;
}

/** Of the most frequent verdict. */
function verdictClass({ verdicts }: Cell): string {
  const most = verdicts.reduce<{ readonly verdict: Verdict; readonly count: number } | undefined>(
    (first, one) => (first === undefined || one.count > first.count ? one : first),
    undefined,
  );
  return most === undefined ? '' : ` class="${most.verdict}"`;
}

function formatDetails(row: Row, failures: readonly string[]): string {
  const columns = [
    'failure',
    'verdict',
    'detection med · max',
    'recovery med · max',
    'attempts',
    'noticed by',
    'remarks',
  ];
  return `<details>
<summary>${escapeHtml(row.name)} <span class="quiet">${escapeHtml(row.versions.join(', '))}</span></summary>
<p>${escapeHtml(row.configuration)}</p>
${table(columns, detailsOf(row, failures).map(formatDetail))}
</details>`;
}

function formatDetail({ failure, verdicts, detection, recovery, attempts, signs, remarks }: CellDetail): string {
  const figures = [verdicts, detection, recovery, attempts].map((text) => `<td>${escapeHtml(text)}</td>`);
  const words = [signs, remarks].map((text) => `<td class="wide">${escapeHtml(text)}</td>`);
  return `<tr>${head(failure)}${figures.join('')}${words.join('')}</tr>`;
}
