import { formatDuration } from '../../base/duration.ts';
import { countCases } from '../count-cases.ts';
import { listSlower } from '../list-slower.ts';
import { element, type Markup } from './markup.ts';
import type { PageData } from './page-data.ts';
import { statusWords } from './status-word.ts';

const statuses = ['fail', 'unmeasured', 'pass'] as const;

/** What it came to, in a sentence; the facts of the run; and a bar with a piece for every status. */
export function viewHead({ run }: PageData): Markup {
  const counts = countCases(run.cases);
  return element(
    'section',
    { class: 'verdict-box', 'aria-labelledby': 'verdict' },
    element('h1', { id: 'verdict' }, headline(run)),
    element('p', { class: 'facts' }, ...factsOf(run).map((fact) => element('span', {}, fact))),
    run.cases.length > 0 && drawTotals(counts, run.cases.length),
  );
}

/** `2 of 7 cases failed` */
export function headline(run: Pick<PageData['run'], 'cases' | 'interrupted' | 'comparison'>): string {
  const { cases, interrupted } = run;
  const { fail, unmeasured } = countCases(cases);
  const all = cases.length;
  const of = `${all} ${all === 1 ? 'case' : 'cases'}`;
  const slower = new Set(listSlower(run).map(({ id }) => id)).size;
  const end = `${slower > 0 ? `; ${slower} slower than the baseline` : ''}${interrupted ? '; the run was interrupted' : ''}`;
  if (all === 0) return `No case was run${end}`;
  const rest = unmeasured === 0 ? '' : `${unmeasured} could not be measured`;
  if (fail > 0) return `${fail} of ${of} failed${rest === '' ? '' : `, ${rest}`}${end}`;
  if (unmeasured > 0) return `${unmeasured} of ${of} could not be measured${end}`;
  return `${all === 1 ? 'The case' : `All ${of}`} passed${end}`;
}

function factsOf(run: PageData['run']) {
  const iterations = run.cases.reduce((sum, one) => sum + one.iterations.length, 0);
  const { node, os, cpus, ci } = run.env;
  const { index, total } = run.shard;
  const targets = [...new Set(run.cases.flatMap(({ target }) => target ?? []))];
  return [
    `wschaos ${run.tool}`,
    ...(targets.length === 0 ? [] : [`against ${nameSome(targets)}`]),
    `${iterations} ${iterations === 1 ? 'iteration' : 'iterations'} in ${formatDuration(run.elapsedMs)}`,
    `seed ${run.seed}`,
    ...(total > 1 ? [`shard ${index}/${total}`] : []),
    `Node ${node}, ${os}, ${cpus} ${cpus === 1 ? 'processor' : 'processors'}`,
    ...(ci === null ? [] : [`${ci.provider}${ci.sha === null ? '' : ` ${ci.sha.slice(0, 10)}`}`]),
    ...(run.endedAt === undefined ? [] : [run.endedAt.slice(0, 16).replace('T', ' ').concat(' UTC')]),
  ];
}

function nameSome(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} targets` : names.join(', ');
}

/** Pieces as wide as there are cases; a grid of an SVG, as a page may have no inline style. */
function drawTotals(counts: ReturnType<typeof countCases>, all: number): Markup {
  let x = 0;
  const pieces = statuses.flatMap((status) => {
    const width = (counts[status] / all) * 100;
    if (width === 0) return [];
    const piece = element('rect', { class: status, x: x.toFixed(3), width: width.toFixed(3), height: 1 });
    x += width;
    return [piece];
  });
  const words = statuses.filter((status) => counts[status] > 0);
  const label = words.map((status) => `${counts[status]} ${statusWords[status].word}`).join(', ');
  const attributes = { class: 'totals', viewBox: '0 0 100 1', preserveAspectRatio: 'none', role: 'img' };
  return element('svg', { ...attributes, 'aria-label': label }, pieces);
}
