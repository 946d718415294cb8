import { parseDuration } from '../base/duration.ts';
import { type Expectation, type Operator, operators, type Statistic, statistics } from '../base/expectation.ts';
import { findMetric, type MetricDefinition, type MetricUnit, metrics } from '../base/metric.ts';
import { formatSuggestion } from '../base/suggest.ts';

/** What an expression says. */
export type Bound = Pick<Expectation, 'metric' | 'statistic' | 'operator' | 'value' | 'unit'>;

/** The bound, or what is wrong and where within the text. */
export type ExpectationParsing =
  | { readonly kind: 'bound'; readonly bound: Bound }
  | { readonly kind: 'problem'; readonly message: string; readonly offset: number; readonly length: number };

type Failure = Extract<ExpectationParsing, { readonly kind: 'problem' }>;

const shape = /^(\s*)([^\s<>=!~]*)(\s*)([<>=!~]*)(\s*)(.*?)\s*$/s;
const metricNames = metrics.map(({ name }) => name);
const example = 'such as "detection.p95 < 100ms"';

/** Reads `METRIC[.STATISTIC] OPERATOR VALUE`: `detection.p95 < 100ms`, `recovered == 100%`, `attempts.max <= 12`. */
export function parseExpectation(text: string): ExpectationParsing {
  const [, indent = '', name = '', gap = '', operator = '', padding = '', value = ''] = shape.exec(text) ?? [];
  const operatorOffset = indent.length + name.length + gap.length;
  if (name === '') return fail(`expected a metric, an operator and a value, ${example}`, 0, text.length);
  const measured = parseMetric(name, indent.length);
  if (measured.kind === 'problem') return measured;
  if (operator === '') {
    const [found = ''] = /^\S*/.exec(value) ?? [];
    const got = found === '' ? 'nothing' : `"${found}"`;
    return fail(
      `expected an operator (${operators.join(' ')}) after "${name}", got ${got}`,
      operatorOffset,
      found.length,
    );
  }
  if (!isOperator(operator)) {
    const meant = meantOperators[operator];
    const suggestion = meant === undefined ? `; expected one of ${operators.join(' ')}` : ` (did you mean "${meant}"?)`;
    return fail(`unknown operator "${operator}"${suggestion}`, operatorOffset, operator.length);
  }
  const { unit } = measured.definition;
  const number = readers[unit](value);
  if (typeof number === 'string') {
    return fail(number, operatorOffset + operator.length + padding.length, value.length);
  }
  return {
    kind: 'bound',
    bound: { metric: measured.metric, statistic: measured.statistic, operator, value: number, unit },
  };
}

interface MeasuredName {
  readonly kind: 'metric';
  readonly metric: string;
  readonly statistic: Statistic | undefined;
  readonly definition: MetricDefinition;
}

/** Names of metrics have dots themselves, so the last part is a statistic only if the whole is no metric: `sockets.max`. */
function parseMetric(name: string, offset: number): MeasuredName | Failure {
  const whole = findMetric(name);
  if (whole !== undefined) return { kind: 'metric', metric: name, statistic: undefined, definition: whole };
  const dot = name.lastIndexOf('.');
  const metric = dot < 0 ? name : name.slice(0, dot);
  const last = name.slice(dot + 1);
  const definition = dot < 0 ? undefined : findMetric(metric);
  if (definition === undefined) {
    const unknown = dot >= 0 && isStatistic(last) ? metric : name;
    return fail(describeUnknownMetric(unknown), offset, unknown.length);
  }
  if (!isStatistic(last)) {
    const suggestion = formatSuggestion(last, statistics);
    const expected = suggestion === '' ? `; expected one of ${statistics.join(', ')}` : suggestion;
    return fail(`unknown statistic "${last}"${expected}`, offset + dot + 1, last.length);
  }
  if (definition.unit === 'share') {
    return fail(`"${metric}" is one figure over all iterations and has no statistic`, offset + dot, last.length + 1);
  }
  return { kind: 'metric', metric, statistic: last, definition };
}

function describeUnknownMetric(name: string): string {
  if (name === 'schedule' || name === 'schedule.K')
    return '"schedule" needs the number of an attempt, such as "schedule.6"';
  const suggestion = formatSuggestion(name, metricNames);
  return `unknown metric "${name}"${suggestion === '' ? `; expected one of ${metricNames.join(', ')}` : suggestion}`;
}

/** The value in the unit of the metric, or what is wrong with it. */
const readers: Readonly<Record<MetricUnit, (text: string) => number | string>> = {
  duration(text) {
    if (text === '') return 'expected a duration, such as "100ms"';
    if (isNumber(text)) return `a duration needs a unit: "${text}ms" or "${text}s"?`;
    return parseDuration(text) ?? `"${text}" is not a duration; expected a number and a unit (us, ms, s, m, h)`;
  },
  count(text) {
    if (isNumber(text)) return Number(text);
    const bare = /^\d+(\.\d+)?/.exec(text)?.[0];
    return bare === undefined
      ? `expected a number, got ${text === '' ? 'nothing' : `"${text}"`}`
      : `a count has no unit: "${bare}" instead of "${text}"`;
  },
  share(text) {
    if (isNumber(text))
      return `a share needs a percent sign: "${Number(text) <= 1 ? Number((Number(text) * 100).toFixed(6)) : text}%"?`;
    const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
    if (percent === undefined)
      return `expected a percentage such as "100%", got ${text === '' ? 'nothing' : `"${text}"`}`;
    return Number(percent) <= 100 ? Number(percent) / 100 : `a share is at most 100%, got "${text}"`;
  },
};

const meantOperators: Readonly<Record<string, Operator>> = {
  '=': '==',
  '===': '==',
  '=<': '<=',
  '=>': '>=',
  '<>': '!=',
  '!==': '!=',
};

function isNumber(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text);
}

function isOperator(text: string): text is Operator {
  return operators.some((operator) => operator === text);
}

function isStatistic(text: string): text is Statistic {
  return statistics.some((statistic) => statistic === text);
}

function fail(message: string, offset: number, length: number): Failure {
  return { kind: 'problem', message, offset, length: Math.max(1, length) };
}
