import { formatDuration } from '../../base/duration.ts';
import { adviseOn } from '../../result/invalid-reason.ts';
import type { ExpectationResult } from '../../result/run-result.ts';
import { caseRow } from '../case-row.ts';
import { describeGot } from '../describe-got.ts';
import { unmeasuredOutput } from '../explain-unmeasured.ts';
import { formatBound } from '../format-figure.ts';
import { collectRemarks } from '../list-remarks.ts';
import { element, type Markup } from './markup.ts';
import type { PageCase, PageData } from './page-data.ts';
import { formatRoute } from './page-route.ts';
import { statusMark } from './status-word.ts';
import { comparisonOf, viewComparison } from './view-comparison.ts';
import { viewOutput } from './view-iteration.ts';

/** The cases before and after, as they are listed. */
export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** All of a case but its charts and iterations, for which it has the places: `charts` and `iterations`. */
export function viewCase(run: PageData['run'], one: PageCase, { previous, next }: Neighbours): Markup {
  return element(
    'article',
    { class: 'case', 'aria-labelledby': 'case-name' },
    element(
      'nav',
      { class: 'trail', 'aria-label': 'Cases' },
      element('a', { href: formatRoute({}) }, '← All cases'),
      element(
        'span',
        { class: 'neighbours' },
        previous !== undefined && element('a', { href: formatRoute({ caseId: previous }), rel: 'prev' }, '‹ previous'),
        next !== undefined && element('a', { href: formatRoute({ caseId: next }), rel: 'next' }, 'next ›'),
      ),
    ),
    element(
      'header',
      { class: 'case-head' },
      element(
        'h1',
        { id: 'case-name', tabindex: -1 },
        one.name,
        Object.entries(one.matrix).map(([axis, label]) => element('span', { class: 'label', title: axis }, label)),
      ),
      statusMark(one.status),
    ),
    element('p', { class: 'facts' }, ...factsOf(one).map((fact) => element('span', {}, fact))),
    viewUnmeasured(one),
    viewFigures(one),
    viewExpectations(one),
    viewRemarks(one),
    element('div', { id: 'charts', class: 'charts' }),
    element('div', { id: 'iterations' }),
    viewSection('Against the baseline', viewComparison(comparisonOf(run, one.id))),
  );
}

function factsOf({ file, target, tags, iterations, timeoutMs, elapsedMs }: PageCase): readonly string[] {
  return [
    file,
    ...(target === undefined ? [] : [`against ${target}`]),
    `${iterations.length} ${iterations.length === 1 ? 'iteration' : 'iterations'} in ${formatDuration(elapsedMs)}`,
    `timeout ${formatDuration(timeoutMs)}`,
    ...(tags.length === 0 ? [] : [tags.join(', ')]),
  ];
}

function viewSection(title: string, content: Markup | undefined): Markup | undefined {
  return content === undefined ? undefined : element('section', {}, element('h2', {}, title), content);
}

function viewUnmeasured(one: PageCase): Markup | undefined {
  if (one.status !== 'unmeasured') return undefined;
  const advice = adviseOn(one);
  const output = unmeasuredOutput(one);
  return element(
    'div',
    { class: 'callout unmeasured' },
    element('p', {}, `Could not be measured: ${one.reason ?? 'no reason was given'}.`),
    advice !== '' && element('p', {}, `What to do: ${advice}.`.replace('..', '.')),
    output !== undefined && viewOutput(output.client, output.lines),
  );
}

/** The figures that everybody asks for, large. */
function viewFigures(one: PageCase): Markup | undefined {
  if (one.iterations.length === 0) return undefined;
  const { detection, recovery, attempts, detectedBy, serverDetection } = caseRow(one);
  const pair = (title: string, text: string): Markup => {
    const [median = '', maximum] = text.split(' · ');
    return figure(title, median, maximum === undefined ? '' : `max ${maximum}`);
  };
  return element(
    'dl',
    { class: 'figures' },
    pair('detection, median', detection),
    figure('bound', formatBound(one.bound), one.bound === null || one.bound.style === 'rtt' ? '' : one.bound.style),
    figure('detected by', detectedBy, ''),
    pair('recovery, median', recovery),
    figure('attempts, most', attempts, ''),
    serverDetection !== undefined && pair('server, median', serverDetection),
  );
}

function figure(title: string, value: string, more: string): Markup {
  return element(
    'div',
    {},
    element('dt', {}, title),
    element('dd', {}, value, more !== '' && element('span', { class: 'maximum' }, more)),
  );
}

function viewExpectations(one: PageCase): Markup | undefined {
  if (one.expectations.length === 0) return undefined;
  return element(
    'section',
    {},
    element('h2', {}, 'Expectations'),
    element(
      'ul',
      { class: 'expectations' },
      one.expectations.map((each) => viewExpectation(each, one)),
    ),
  );
}

function viewExpectation(each: ExpectationResult, one: PageCase): Markup {
  const { expression, level, pass, because, file, line, column, witness, witnessIs } = each;
  const kind = pass ? 'pass' : level === 'error' ? 'fail' : 'warn';
  const sign = { pass: '✓', fail: '✗', warn: '!' }[kind];
  const word = { pass: 'held', fail: 'failed', warn: 'warning' }[kind];
  return element(
    'li',
    { class: kind },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    element('span', { class: 'unseen' }, `${word}: `),
    element('code', {}, expression),
    element('span', { class: 'got' }, `got ${describeGot(each, one)}`),
    because !== undefined && element('span', { class: 'because' }, because),
    !pass &&
      witness !== undefined &&
      element(
        'a',
        { href: formatRoute({ caseId: one.id, iteration: witness }) },
        witnessIs === undefined ? `iteration #${witness}` : `the ${witnessIs} iteration, #${witness}`,
      ),
    element('span', { class: 'place' }, `${file}:${line}:${column}`),
  );
}

function viewRemarks(one: PageCase): Markup | undefined {
  const remarks = collectRemarks(one);
  if (remarks.length === 0) return undefined;
  const rows = remarks.map(({ kind, text }) => element('div', {}, element('dt', {}, kind), element('dd', {}, text)));
  return element('section', {}, element('h2', {}, 'Remarks'), element('dl', { class: 'remarks' }, rows));
}
