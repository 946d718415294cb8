import type { Options } from 'yargs';
import { parseDuration } from '../base/duration.ts';
import { WschaosError } from '../base/error.ts';
import { metrics as allMetrics, findMetric } from '../base/metric.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { defaultTolerance, type Tolerance } from '../result/compare/tolerance.ts';
import { splitList } from './settings.ts';

/** The options of whatever compares. */
export const comparisonOptions = {
  metric: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Compare these metrics only, and let all of them decide (a,b); default: recovered, detection, schedule.K',
  },
  tolerance: {
    type: 'string',
    requiresArg: true,
    describe: 'The shift that is none, the larger of share and duration; a part left out stays as in 3%,30ms',
  },
} as const satisfies Readonly<Record<string, Options>>;

/** What they say; `undefined` for the default. */
export interface ComparisonSettings {
  readonly metrics: readonly string[] | undefined;
  readonly tolerance: Tolerance | undefined;
}

/** @throws {WschaosError} `cli.usage` */
export function readComparisonSettings(args: {
  readonly metric: readonly string[] | undefined;
  readonly tolerance: string | undefined;
}): ComparisonSettings {
  return {
    metrics: args.metric === undefined ? undefined : [...new Set(splitList(args.metric).map(checkMetric))],
    tolerance: args.tolerance === undefined ? undefined : parseTolerance(args.tolerance),
  };
}

/** What compares nothing would be passed over in silence. @throws {WschaosError} `cli.usage` */
export function refuseComparison({
  metric,
  tolerance,
}: {
  readonly metric: unknown;
  readonly tolerance: unknown;
}): void {
  if (metric === undefined && tolerance === undefined) return;
  const flag = metric === undefined ? '--tolerance' : '--metric';
  throw new WschaosError('cli.usage', `${flag} is about a comparison: it needs --baseline beside it`);
}

function checkMetric(name: string): string {
  if (name === 'interval') {
    throw new WschaosError('cli.usage', '--metric: an iteration has several of "interval"; compare schedule.0, …');
  }
  if (findMetric(name) !== undefined) return name;
  const names = allMetrics.map((metric) => metric.name).filter((one) => one !== 'interval');
  throw new WschaosError('cli.usage', `--metric: unknown metric "${name}"${formatSuggestion(name, names)}`, {
    hint: `There are ${names.join(', ')}; of schedule.K one, such as schedule.6.`,
  });
}

function parseTolerance(text: string): Tolerance {
  let { share, floorMs } = defaultTolerance;
  for (const part of text.split(',')) {
    const percent = /^(\d+(?:\.\d+)?)%$/.exec(part)?.[1];
    const ms = parseDuration(part);
    if (percent !== undefined) share = Number(percent) / 100;
    else if (ms !== undefined) floorMs = ms;
    else throw new WschaosError('cli.usage', `--tolerance: expected such as "5%", "50ms" or "5%,50ms", got "${text}"`);
  }
  return { share, floorMs };
}
