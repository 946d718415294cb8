import type { CaseResult, ExpectationResult, IterationResult } from '../result/run-result.ts';
import type { RenderOptions } from './define-reporter.ts';
import { describeGot } from './describe-got.ts';
import { quoteOutput } from './quote-output.ts';
import { replayCommand } from './replay-command.ts';
import { wrapText } from './wrap-text.ts';
import { writeTimeline } from './write-timeline.ts';

/** The location of a failure stands at the end of its line, here at the latest. */
const widestHeading = 85;

/**
 * Explains a failed case: each expectation with what was got and where it stands, the iteration that shows the failure best
 * as a timeline, and how to replay it. Lines without newlines.
 */
export function explainFailure(result: CaseResult, options: RenderOptions): readonly string[] {
  const failed = result.expectations.filter(({ pass, level }) => !pass && level === 'error');
  const first = failed[0];
  // What could not be measured accuses nobody; its reason is told elsewhere.
  if (first === undefined || result.status === 'unmeasured') return [];
  const { color } = options;
  const place = `${first.file}:${first.line}:${first.column}`;
  const tally = tallyVerdicts(result);
  const witness = result.iterations.find(({ index }) => index === first.witness);
  return [
    headLine(color('red', '✗'), result.id, place, options),
    ...explainExpectations(failed, result, options),
    ...(tally === undefined ? [] : [`  ${wrapText(`iterations: ${tally}`, options.width, 4, 2)}`]),
    ...(witness === undefined ? [] : tellWitness(first, witness, result, options)),
  ];
}

/** The failed expectations at level `warn`, of any case. */
export function explainWarnings(result: CaseResult, options: RenderOptions): readonly string[] {
  const failed = result.expectations.filter(({ pass, level }) => !pass && level === 'warn');
  const first = failed[0];
  if (first === undefined) return [];
  const place = `${first.file}:${first.line}:${first.column}`;
  return [
    headLine(options.color('yellow', '! warning'), result.id, place, options),
    ...explainExpectations(failed, result, options),
  ];
}

function headLine(mark: string, id: string, place: string, { width, color }: RenderOptions): string {
  // The mark may be coloured; what is seen of it is its last word.
  const seen = id.length + (mark.includes('warning') ? 'x warning ' : 'x ').length;
  const gap = Math.min(width, widestHeading) - seen - place.length;
  const heading = `${mark} ${color('bold', id)}`;
  return gap >= 2 ? `${heading}${' '.repeat(gap)}${color('dim', place)}` : `${heading}\n  ${color('dim', place)}`;
}

function explainExpectations(
  failed: readonly ExpectationResult[],
  result: CaseResult,
  { width, color }: RenderOptions,
): readonly string[] {
  const expressionWidth = Math.max(...failed.map(({ expression }) => expression.length));
  return failed.map((expectation, index) => {
    const { expression, because, file, line, column } = expectation;
    const got = `got ${describeGot(expectation, result)}`;
    const reason = because === undefined ? '' : `   (${because})`;
    const place = index === 0 ? '' : `   ${file}:${line}:${column}`;
    const indent = 2 + expressionWidth + 5;
    const text = `${got}${reason}${place}`;
    const wrapped = indent + 24 > width ? `\n    ${wrapText(text, width, 4)}` : wrapText(text, width, indent);
    const gap = indent + 24 > width ? '' : `${' '.repeat(expressionWidth - expression.length)}     `;
    return `  ${color('bold', expression)}${gap}${wrapped}`;
  });
}

/** `15 recovered, 5 stuck`; nothing when all recovered. */
function tallyVerdicts({ iterations }: CaseResult): string | undefined {
  const counts = new Map<string, number>();
  for (const { verdict } of iterations) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (counts.size === 0 || (counts.size === 1 && counts.has('recovered'))) return undefined;
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

function tellWitness(
  { witnessIs }: ExpectationResult,
  witness: IterationResult,
  result: CaseResult,
  options: RenderOptions,
): readonly string[] {
  const { width, color, replayFlags } = options;
  const which =
    witnessIs === undefined ? `iteration #${witness.index}` : `the ${witnessIs} iteration (#${witness.index})`;
  const verdict = witness.verdict === 'recovered' ? '' : `: ${witness.verdict}`;
  const reason = witness.reason === undefined ? '' : `, ${witness.reason}`;
  const story = writeTimeline(witness.timeline, width);
  return [
    '',
    `  ${wrapText(`${which}${verdict}${reason}`, width, 4, 2)}`,
    ...story,
    ...quoteOutput(witness.output, options),
    '',
    `  ${color('dim', 'replay')}   ${replayCommand(result, witness, replayFlags)}`,
  ];
}
