import { cutText } from '../base/cut-text.ts';
import type { CaseResult, ExpectationResult, RunResult } from '../result/run-result.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { defineReporter, type RenderOptions } from './define-reporter.ts';
import { describeGot } from './describe-got.ts';
import { explainUnmeasured } from './explain-unmeasured.ts';
import { listSlower } from './list-slower.ts';
import { replayCommand } from './replay-command.ts';

/** GitHub shows ten annotations of a kind in a step; the tenth says how many more there are. */
const mostShown = 9;

/** An annotation's title and message are cut by GitHub, too; this keeps the end of a line whole. */
const longestTitle = 200;
const longestMessage = 8_000;

interface Annotation {
  readonly kind: 'error' | 'warning';
  readonly file: string | undefined;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/** Workflow commands of GitHub Actions: annotations where the expectations stand. Nothing where all is well. */
export const github = defineReporter({
  name: 'github',
  summary: 'annotations of GitHub Actions, where the expectations stand; the Markdown in the job summary',
  defaultFile: undefined,
  render(result, options) {
    const annotations = [
      ...result.cases.flatMap((one) => annotateCase(one, options)),
      ...annotateSlower(result, options),
    ];
    const lines = (['error', 'warning'] as const).flatMap((kind) =>
      limit(annotations.filter((one) => one.kind === kind)).map(writeCommand),
    );
    return lines.map((line) => `${line}\n`).join('');
  },
});

function annotateCase(one: CaseResult, options: RenderOptions): readonly Annotation[] {
  const failed = one.expectations.filter(({ pass, level }) => !pass && level !== 'off');
  if (one.status !== 'unmeasured') return failed.map((each) => annotate(each, one, options));
  const title = `${one.id}: could not measure`;
  // GitHub wraps by itself.
  const [, ...lines] = explainUnmeasured(one, { ...options, width: longestMessage });
  const message = lines.map((line) => line.trim()).join('\n');
  return [{ kind: 'error', file: pathOf(one.file, options), title, message }];
}

function annotate(failed: ExpectationResult, one: CaseResult, options: RenderOptions): Annotation {
  const { expression, because, file, line, column, level, witness: shown } = failed;
  const witness = one.iterations.find(({ index }) => index === shown);
  const got = describeGot(failed, one);
  const message = [
    `expected ${expression}`,
    `got ${got}${because === undefined ? '' : ` (${because})`}`,
    `at ${file}:${line}:${column}`,
    ...(witness === undefined ? [] : [`replay: ${replayCommand(one, witness, options.replayFlags)}`]),
  ].join('\n');
  const kind = level === 'error' ? 'error' : 'warning';
  return { kind, file: pathOf(file, options), line, column, title: `${one.id}: ${expression}, got ${got}`, message };
}

/** What became slower than the baseline. */
function annotateSlower(result: RunResult, options: RenderOptions): readonly Annotation[] {
  return listSlower(result).map(({ id, of, title, text }) => {
    const file = of === undefined ? undefined : pathOf(of.file, options);
    return { kind: 'error', file, title: `${id}: ${title}`, message: text };
  });
}

/** A file that is not in the repository has no page to show it on. */
function pathOf(file: string, { repositoryPath }: RenderOptions): string | undefined {
  if (file.startsWith('builtin:')) return undefined;
  return repositoryPath === undefined ? file : repositoryPath(file);
}

function limit(annotations: readonly Annotation[]): readonly Annotation[] {
  const more = annotations.length - mostShown;
  const [first] = annotations;
  if (first === undefined || more <= 0) return annotations;
  const title = `and ${more} more`;
  const message = 'The job summary and results.json have all of them.';
  return [...annotations.slice(0, mostShown), { kind: first.kind, file: undefined, title, message }];
}

function writeCommand({ kind, file, line, column, title, message }: Annotation): string {
  const where = file === undefined ? {} : { file, line, col: column };
  const properties = Object.entries({ ...where, title: cutText(cleanLine(title), longestTitle) })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]))
    .join(',');
  return `::${kind} ${properties}::${escapeData(cutText(cleanText(message), longestMessage))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
