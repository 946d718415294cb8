import { findMetric, type MetricUnit } from '../base/metric.ts';
import { hasRecovered } from '../result/figures-of.ts';
import { type CaseResult, type RunResult, verdicts } from '../result/run-result.ts';
import { summaryStatistics } from '../result/summarise.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { defineReporter } from './define-reporter.ts';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** All samples of one name, below one HELP and TYPE. */
interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** The text format of Prometheus, for the textfile collector and Pushgateway: gauges in base units. */
export const prometheus = defineReporter({
  name: 'prometheus',
  summary: "Prometheus' text format, in seconds: for a Pushgateway or the textfile collector",
  defaultFile: 'metrics.prom',
  isAlone: true,
  render: (result) => [...familiesOfRun(result), ...familiesOfMetrics(result)].map(writeFamily).join(''),
});

const statuses = ['pass', 'fail', 'unmeasured'] as const;

function familiesOfRun(result: RunResult): readonly Family[] {
  const { tool, seed, interrupted, elapsedMs, cases } = result;
  const each = (samples: (one: CaseResult) => readonly Sample[]): readonly Sample[] => cases.flatMap(samples);
  const run = (value: number, labels: Labels = {}): readonly Sample[] => [{ labels, value }];
  const family = (name: string, help: string, samples: readonly Sample[]): Family => ({ name, help, samples });
  return [
    family('run_info', 'The run; always 1.', run(1, { version: tool, seed: String(seed) })),
    family('run_interrupted', '1 where the run was ended early.', run(interrupted ? 1 : 0)),
    family('run_duration_seconds', 'How long the run took.', run(elapsedMs / 1000)),
    family(
      'case_status',
      '1 for the status that the case has, 0 for the others.',
      each((one) =>
        statuses.map((status) => ({ labels: { ...labelsOf(one), status }, value: one.status === status ? 1 : 0 })),
      ),
    ),
    family(
      'case_duration_seconds',
      'How long the case took, warm-up and replaced iterations included.',
      each((one) => [{ labels: labelsOf(one), value: one.elapsedMs / 1000 }]),
    ),
    family(
      'iterations',
      'Iterations of the case by verdict; those that are invalid were replaced.',
      each((one) =>
        verdicts.map((verdict) => ({
          labels: { ...labelsOf(one), verdict },
          value: [...one.iterations, ...one.invalid].filter((iteration) => iteration.verdict === verdict).length,
        })),
      ),
    ),
    family(
      'recovered_ratio',
      'Share of the iterations that reached ready before the timeout.',
      each((one) =>
        one.iterations.length === 0
          ? []
          : [{ labels: labelsOf(one), value: one.iterations.filter(hasRecovered).length / one.iterations.length }],
      ),
    ),
    family(
      'slower_than_baseline',
      '1 where the figure is worse than that of the baseline, by more than chance and the tolerance; 0 where it is not.',
      samplesOfComparison(result),
    ),
    family('expectation_met', '1 where the expectation held, 0 where it failed.', each(samplesOfExpectations)),
  ];
}

/** Of what decides only, and of the cases that could be compared. */
function samplesOfComparison({ comparison, cases }: RunResult): readonly Sample[] {
  return (comparison?.cases ?? []).flatMap((compared) => {
    const one = cases.find(({ id }) => id === compared.id);
    if (compared.kind === 'not-compared' || one === undefined) return [];
    return compared.metrics
      .filter(({ gates }) => gates)
      .map(({ metric, verdict }) => ({ labels: { ...labelsOf(one), metric }, value: verdict === 'slower' ? 1 : 0 }));
  });
}

function samplesOfExpectations(one: CaseResult): readonly Sample[] {
  // What could not be measured accuses nobody. Two lines that are alike have one fate.
  if (one.status === 'unmeasured') return [];
  const samples = one.expectations
    .filter(({ level }) => level !== 'off')
    .map(({ expression, level, pass }) => ({ labels: { ...labelsOf(one), expression, level }, value: pass ? 1 : 0 }));
  return [...new Map(samples.map((sample) => [JSON.stringify(sample.labels), sample])).values()];
}

/** A family for each metric that has a figure in any case; what never came is infinite, what was not observed is left out. */
function familiesOfMetrics({ cases }: RunResult): readonly Family[] {
  const names = [...new Set(cases.flatMap(({ summary }) => Object.keys(summary)))];
  const definitions = [...new Set(names.map((name) => findMetric(name)))];
  const figures = definitions.flatMap((definition) => {
    if (definition === undefined) return [];
    const { unit, summary: help } = definition;
    const samples = cases.flatMap((one) =>
      names.filter((name) => findMetric(name) === definition).flatMap((name) => samplesOfMetric(one, name, unit)),
    );
    return [{ name: nameOf(definition.name, unit), help: `${help}.`, samples }];
  });
  const counts = (key: 'n' | 'censored'): readonly Sample[] =>
    cases.flatMap((one) =>
      Object.entries(one.summary).map(([metric, of]) => ({ labels: { ...labelsOf(one), metric }, value: of[key] })),
    );
  return [
    ...figures,
    { name: 'samples', help: 'How many figures a metric has.', samples: counts('n') },
    { name: 'samples_censored', help: 'How many of them are beyond the timeout.', samples: counts('censored') },
  ];
}

function samplesOfMetric(one: CaseResult, name: string, unit: MetricUnit): readonly Sample[] {
  const nth = /^schedule\.(\d+)$/.exec(name)?.[1];
  return summaryStatistics.flatMap((statistic) => {
    const figure = one.summary[name]?.[statistic];
    if (figure == null) return [];
    const value = figure === 'censored' ? Number.POSITIVE_INFINITY : unit === 'duration' ? figure / 1000 : figure;
    const labels = { ...labelsOf(one), ...(nth === undefined ? {} : { attempt: nth }), statistic };
    return [{ labels, value }];
  });
}

/** `connects.peak1s.lifted` is `connects_peak1s_lifted`; durations and shares end with their unit. */
function nameOf(metric: string, unit: MetricUnit): string {
  const name = metric.replace(/\.K$/, '').replace(/\W/g, '_');
  return unit === 'duration' ? `${name}_seconds` : unit === 'share' ? `${name}_ratio` : name;
}

function labelsOf({ id, file }: CaseResult): Labels {
  return { case: id, file };
}

function writeFamily({ name, help, samples }: Family): string {
  if (samples.length === 0) return '';
  const full = `wschaos_${name}`;
  return [
    `# HELP ${full} ${cleanLine(help).replaceAll('\\', '\\\\')}`,
    `# TYPE ${full} gauge`,
    ...samples.map(({ labels, value }) => `${full}${writeLabels(labels)} ${writeValue(value)}`),
    '',
  ].join('\n');
}

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(text: string): string {
  return cleanText(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** A thousandth of a millisecond is finer than any measurement here. */
function writeValue(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '+Inf' : String(Number(value.toFixed(6)));
}
