import type { Options } from 'yargs';
import { reporters } from '../report/index.ts';
import { comparisonOptions } from './comparison-settings.ts';
import { selectionOptions } from './select-cases.ts';
import { traceOptions } from './trace-settings.ts';

const text = { type: 'string', requiresArg: true } as const;
const flag = { type: 'boolean' } as const;

/** The permission that `run`, `proxy` and `tolerance` ask for. */
export const allowRemote = {
  ...flag,
  describe: 'Let the target be a host that is neither this machine nor private',
} as const;

/** Trust that `run`, `proxy` and `tolerance` give; it is about the target alone. */
export const insecure = { ...flag, describe: "Accept any certificate of the target's" } as const;

/** The options of `wschaos run`. */
export const runOptions = {
  target: { ...text, alias: 't', describe: 'Connect to this URL, or to builtin:echo, ticker or chat [WSCHAOS_TARGET]' },
  ...selectionOptions,
  repeat: { ...text, alias: 'r', describe: 'So many iterations of every case [WSCHAOS_REPEAT]' },
  seed: { ...text, describe: 'Of all randomness; default 1 [WSCHAOS_SEED]' },
  jobs: {
    ...text,
    alias: 'j',
    describe: 'So many iterations side by side; default auto: as many as the measurement bears [WSCHAOS_JOBS]',
  },
  shard: {
    ...text,
    describe: 'Run this part of all, such as 2/4; auto: as the CI says; wschaos report merges [WSCHAOS_SHARD]',
  },
  reporter: {
    ...text,
    array: true,
    describe: `NAME or NAME:FILE, a comma list, or repeated: ${reporters.map(({ name }) => name).join(', ')} [WSCHAOS_REPORTER]`,
  },
  output: { ...text, alias: 'o', describe: 'Folder for results.json; default wschaos-results [WSCHAOS_OUTPUT]' },
  ...traceOptions,
  phase: { ...text, describe: 'Replay this phase of the heartbeat, 0 to 1; or sweep, random, none' },
  interleave: { ...flag, describe: 'Let the cases take turns, iteration by iteration: for compare --a --b' },
  baseline: {
    ...text,
    describe: 'Compare with this results file; slower fails. 20 iterations where no number is given',
  },
  'save-baseline': { ...text, describe: 'Write the results there too, for --baseline' },
  ...comparisonOptions,
  'max-failures': { ...text, alias: 'x', describe: 'Stop after so many failed cases' },
  timeout: { ...text, describe: 'Of one iteration, such as 20s [WSCHAOS_TIMEOUT]' },
  'warn-only': { ...flag, describe: 'Show failed expectations and what is slower, and do not fail because of them' },
  'allow-remote': allowRemote,
  insecure,
  watch: { ...flag, alias: 'w', describe: 'Run again whenever a scenario, or what it needs, changes; Ctrl-C ends' },
  'dry-run': { ...flag, describe: 'Show what would run' },
  quiet: { ...flag, alias: 'q', describe: 'No progress' },
  verbose: { ...flag, alias: 'v', describe: 'A line for every iteration' },
  ascii: { ...flag, describe: 'No characters beyond ASCII in the report' },
  progress: { ...flag, describe: 'Show progress, the default; --no-progress: none' },
} as const satisfies Readonly<Record<string, Options>>;
