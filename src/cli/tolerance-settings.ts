import type { InferredOptionTypes, Options } from 'yargs';
import { formatDurationLiteral } from '../base/duration.ts';
import { WschaosError } from '../base/error.ts';
import { parseRate } from '../base/size.ts';
import type { ToleranceScale } from '../result/bisect-tolerance.ts';
import { type ToleranceSearch, toleranceSearches, toleranceSearchNames } from '../result/tolerance-searches.ts';
import { loopDelayLimit } from '../runner/loop-delay-limit.ts';
import { summariseHeartbeat } from '../runner/summarise-heartbeat.ts';
import type { ClientSpec } from '../scenario/scenario-case.ts';
import { runOptions } from './run-options.ts';
import { selectionOptions } from './select-cases.ts';
import { parsePositiveDuration } from './settings.ts';

const text = { type: 'string', requiresArg: true } as const;
const eitherSearch = toleranceSearchNames.join(' or ');

/** The options of `wschaos tolerance`. */
export const toleranceOptions = {
  search: { ...text, describe: `${eitherSearch}; default: both, one after the other` },
  min: { ...text, describe: 'The shortest pause; default 50ms, or what the measurement itself is late by' },
  max: { ...text, describe: 'The longest pause; default: twice what a known heartbeat bears, else 60s' },
  resolution: { ...text, describe: 'Stop when what it bears is known as well as this; default: a fiftieth of --max' },
  'min-rate': { ...text, describe: 'The slowest line, such as 16B/s, the default; known to a tenth' },
  'max-rate': { ...text, describe: 'The fastest line; default 64KiB/s' },
  repeat: { ...text, alias: 'r', describe: 'A point is borne when all of so many are; default 4 [WSCHAOS_REPEAT]' },
  target: runOptions.target,
  ...selectionOptions,
  seed: runOptions.seed,
  jobs: runOptions.jobs,
  output: { ...text, alias: 'o', describe: 'Folder for tolerance.json; default wschaos-results [WSCHAOS_OUTPUT]' },
  'allow-remote': runOptions['allow-remote'],
  insecure: runOptions.insecure,
  quiet: runOptions.quiet,
} as const satisfies Readonly<Record<string, Options>>;

type Given = InferredOptionTypes<typeof toleranceOptions>;

/** What is to be searched for. @throws {WschaosError} `cli.usage` */
export function readSearches({ search }: Pick<Given, 'search'>): readonly ToleranceSearch[] {
  if (search === undefined) return toleranceSearchNames;
  const known = toleranceSearchNames.find((name) => name === search);
  if (known !== undefined) return [known];
  throw new WschaosError('cli.usage', `--search: expected ${eitherSearch}, got "${search}"`);
}

/** A pause that every network knows. */
const leastPauseMs = 50;

/** How near two rates must be: their quotient. */
const finestRatio = 1.1;

/** From the mildest point to the harshest, for one client. @throws {WschaosError} `cli.usage` */
export function readScale(search: ToleranceSearch, given: Given, client: ClientSpec): ToleranceScale {
  return toleranceSearches[search].unit === 'ms' ? readPauses(given, client) : readRates(given);
}

function readPauses(given: Given, client: ClientSpec): ToleranceScale {
  const heartbeat = summariseHeartbeat(client);
  const noiseMs = loopDelayLimit(heartbeat);
  const read = (name: 'min' | 'max' | 'resolution'): number | undefined => {
    const value = given[name];
    if (value === undefined) return undefined;
    const ms = parsePositiveDuration({ text: value, source: `--${name}` });
    if (ms >= noiseMs) return ms;
    const least = formatDurationLiteral(noiseMs);
    throw new WschaosError('cli.usage', `--${name}: expected at least ${least}, got "${value}"`, {
      hint: `An iteration counts while wschaos itself is late by ${least} at most, so nothing shorter can be told.`,
    });
  };
  const bearsMs = heartbeat === undefined ? 0 : heartbeat.intervalMs + heartbeat.timeoutMs;
  const mildest = read('min') ?? Math.max(leastPauseMs, noiseMs);
  const harshest = read('max') ?? (bearsMs > 0 ? 2 * bearsMs : 60_000);
  const resolutionMs = read('resolution') ?? Math.max(noiseMs, harshest / 50);
  if (mildest >= harshest) {
    const isGiven = given.max !== undefined;
    throw new WschaosError('cli.usage', `--min must be less than --max, which is ${harshest}ms`, {
      ...(isGiven ? {} : { hint: 'Without --max it is twice what the heartbeat of the client bears.' }),
    });
  }
  return {
    mildest,
    harshest,
    middle: (mild, harsh) => Math.round(5 * (mild + harsh)) / 10,
    isFine: (mild, harsh) => harsh - mild <= resolutionMs,
  };
}

function readRates(given: Given): ToleranceScale {
  const read = (name: 'min-rate' | 'max-rate', otherwise: number): number => {
    const value = given[name];
    if (value === undefined) return otherwise;
    const rate = parseRate(value);
    if (rate !== undefined && rate >= 1) return rate;
    throw new WschaosError('cli.usage', `--${name}: expected a rate such as "4KiB/s", got "${value}"`);
  };
  const mildest = read('max-rate', 64 * 1024);
  const harshest = read('min-rate', 16);
  if (harshest >= mildest) throw new WschaosError('cli.usage', '--min-rate must be less than --max-rate');
  return {
    mildest,
    harshest,
    middle: (mild, harsh) => Math.round(Math.sqrt(mild * harsh)),
    // A byte is the least that makes a difference.
    isFine: (mild, harsh) => mild / harsh <= finestRatio || mild - harsh <= 1,
  };
}
