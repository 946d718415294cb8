import type { CaseResult, RunResult } from '../result/run-result.ts';
import { summaryStatistics } from '../result/summarise.ts';
import { caseName } from './case-row.ts';
import { cleanLine } from './clean-text.ts';
import { defineReporter, type RenderOptions } from './define-reporter.ts';
import { describeGot } from './describe-got.ts';
import { escapeXmlAttribute, escapeXmlText } from './escape-xml.ts';
import { explainFailure, explainWarnings } from './explain-failure.ts';
import { explainUnmeasured } from './explain-unmeasured.ts';
import { widthOfExplanations } from './explanation-width.ts';
import { listRemarks } from './list-remarks.ts';
import { listSlower, type SlowerFigure } from './list-slower.ts';
import { plain } from './plain.ts';

/**
 * JUnit's XML: a suite a file, a test a case; a failed expectation is a failure, what could not be measured an error. The
 * figures are properties of the suite, since the common schemas allow a test none; so they do only one failure in each.
 */
export const junit = defineReporter({
  name: 'junit',
  summary: "JUnit's XML, for the test pages of CI servers",
  defaultFile: 'junit.xml',
  render(result, given) {
    const options = { ...given, width: widthOfExplanations };
    const files = [...new Set(result.cases.map(({ file }) => file))];
    const slower = listSlower(result);
    const suites = files.map((file, id) => renderSuite({ file, id }, result, slower, options));
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites.flat(), '</testsuites>', ''].join('\n');
  },
});

interface Problem {
  readonly tag: 'failure' | 'error';
  readonly type: 'expectation' | 'regression' | 'unmeasured';
  readonly message: string;
  readonly lines: readonly string[];
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

function renderSuite(
  { file, id }: { readonly file: string; readonly id: number },
  result: RunResult,
  slower: readonly SlowerFigure[],
  options: RenderOptions,
): readonly string[] {
  const cases = result.cases.filter((one) => one.file === file);
  const tests = cases.map((one) => ({ one, problem: describeProblem(one, slower, options) }));
  const count = (tag: Problem['tag']): number => tests.filter(({ problem }) => problem?.tag === tag).length;
  const attributes = {
    name: token(file),
    timestamp: startOf(result),
    // The schema's word for a name that is not told.
    hostname: 'localhost',
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    time: seconds(cases.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)),
    package: 'wschaos',
    id,
  };
  return [
    `  <testsuite${writeAttributes(attributes)}>`,
    '    <properties>',
    ...listProperties(cases, result).map(
      ([name, value]) => `      <property${writeAttributes({ name: token(name), value })}/>`,
    ),
    '    </properties>',
    ...tests.flatMap(({ one, problem }) => renderCase(one, problem)),
    `    <system-out>${escapeXmlText(describeSuite(cases, result, options))}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ];
}

function renderCase(one: CaseResult, problem: Problem | undefined): readonly string[] {
  const open = `    <testcase${writeAttributes({
    name: token(caseName(one)),
    classname: token(one.file),
    time: seconds(one.elapsedMs),
  })}`;
  if (problem === undefined) return [`${open}/>`];
  const { tag, type, message, lines } = problem;
  return [
    `${open}>`,
    `      <${tag}${writeAttributes({ message, type })}>${escapeXmlText(lines.join('\n'))}</${tag}>`,
    '    </testcase>',
  ];
}

/** A test can say one thing only: what was expected comes before what became slower. */
function describeProblem(
  one: CaseResult,
  figures: readonly SlowerFigure[],
  options: RenderOptions,
): Problem | undefined {
  if (one.status === 'unmeasured') {
    const message = `could not measure: ${one.reason ?? 'no reason was given'}`;
    return { tag: 'error', type: 'unmeasured', message, lines: explainUnmeasured(one, options) };
  }
  const failed = one.expectations.filter(({ pass, level }) => !pass && level === 'error');
  const slower = figures.filter(({ of }) => of === one);
  if (failed.length + slower.length === 0) return undefined;
  return {
    tag: 'failure',
    type: failed.length > 0 ? 'expectation' : 'regression',
    message: [
      ...failed.map((each) => `expected ${each.expression}, got ${describeGot(each, one)}`),
      ...slower.map(({ text }) => text),
    ].join('; '),
    lines: [
      ...(failed.length > 0 ? explainFailure(one, options) : []),
      ...slower.map(({ title, text }) => `✗ ${title}: ${text}`),
    ],
  };
}

/** `drop-pongs/normal detection.median` in milliseconds or as a count, as in `results.json`. */
function listProperties(cases: readonly CaseResult[], { tool, seed, shard }: RunResult) {
  const figures = cases.flatMap(({ id, summary }) =>
    Object.entries(summary).flatMap(([metric, figuresOf]) =>
      summaryStatistics.flatMap((statistic) => {
        const figure = figuresOf[statistic];
        return figure == null ? [] : [[`${id} ${metric}.${statistic}`, String(figure)] as const];
      }),
    ),
  );
  const ofRun = [['wschaos', tool] as const, ['seed', String(seed)] as const];
  return [...ofRun, ...(shard.total > 1 ? [['shard', `${shard.index}/${shard.total}`] as const] : []), ...figures];
}

/** A line a case, then what else the table would tell. */
function describeSuite(cases: readonly CaseResult[], result: RunResult, options: RenderOptions): string {
  const { comparison: _, ...alone } = result;
  const lines = [
    ...cases.flatMap(listRemarks),
    ...cases.flatMap((one) => explainWarnings(one, options)),
    ...(result.interrupted ? ['The run was interrupted.'] : []),
  ];
  return plain.render({ ...alone, cases }, options) + lines.map((line) => `${line}\n`).join('');
}

function startOf({ elapsedMs, endedAt }: RunResult): string | undefined {
  if (endedAt === undefined) return undefined;
  // Without a zone: the schema allows none.
  return new Date(Date.parse(endedAt) - elapsedMs).toISOString().slice(0, 19);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** What a schema calls a token has no space at its ends, and is not empty. */
function token(text: string): string {
  return cleanLine(text) || 'unnamed';
}

function writeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escapeXmlAttribute(String(value))}"`]))
    .join('');
}
