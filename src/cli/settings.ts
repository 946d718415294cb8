import { parseDuration } from '../base/duration.ts';
import { WschaosError } from '../base/error.ts';
import type { Io } from './io.ts';

/** A value that the user gave, and where, for messages: `--seed`, `WSCHAOS_SEED`. */
export interface Setting {
  readonly text: string;
  readonly source: string;
}

/** The environment variables that stand for an option; the option comes first. */
export const settingVariables = {
  target: 'WSCHAOS_TARGET',
  repeat: 'WSCHAOS_REPEAT',
  seed: 'WSCHAOS_SEED',
  jobs: 'WSCHAOS_JOBS',
  shard: 'WSCHAOS_SHARD',
  reporter: 'WSCHAOS_REPORTER',
  output: 'WSCHAOS_OUTPUT',
  timeout: 'WSCHAOS_TIMEOUT',
} as const;

/** The option's value, else its variable's; `undefined` when neither is given. An empty variable is not given. */
export function readSetting(
  option: keyof typeof settingVariables,
  given: string | undefined,
  env: Io['env'],
): Setting | undefined {
  if (given !== undefined) return { text: given, source: `--${option}` };
  const variable = settingVariables[option];
  const text = env[variable];
  return text === undefined || text === '' ? undefined : { text, source: variable };
}

/** @throws {WschaosError} `cli.usage` */
export function parseInteger({ text, source }: Setting, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new WschaosError('cli.usage', `${source}: expected a whole number from ${least} on, got "${text}"`);
}

/** Milliseconds. @throws {WschaosError} `cli.usage` */
export function parsePositiveDuration({ text, source }: Setting): number {
  const value = parseDuration(text);
  if (value !== undefined && value > 0) return value;
  throw new WschaosError('cli.usage', `${source}: expected a duration such as "500ms" or "20s", got "${text}"`);
}

/** @throws {WschaosError} `cli.usage` */
export function parsePhase({ text, source }: Setting): 'sweep' | 'random' | 'none' | number {
  if (text === 'sweep' || text === 'random' || text === 'none') return text;
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  throw new WschaosError(
    'cli.usage',
    `${source}: expected a number from 0 to 1, or sweep, random or none, got "${text}"`,
  );
}

/** @throws {WschaosError} `cli.usage` */
export function parseJobs(setting: Setting): number | 'auto' {
  if (setting.text === 'auto') return 'auto';
  if (!/^\d+$/.test(setting.text)) {
    throw new WschaosError('cli.usage', `${setting.source}: expected a whole number or auto, got "${setting.text}"`);
  }
  return parseInteger(setting, 1);
}

/** The members of lists that may be repeated and hold commas: `--tag a,b --tag c`. */
export function splitList(given: readonly string[] | undefined): readonly string[] {
  return (given ?? []).flatMap((text) => text.split(',')).filter((text) => text !== '');
}
