import { defineReporter } from './define-reporter.ts';

/** `wschaos/results@1`: raw samples, the merge format and the baseline format. */
export const json = defineReporter({
  name: 'json',
  summary: 'everything, with raw samples: the format of merges and baselines',
  defaultFile: 'results.json',
  render: (result) => `${JSON.stringify(result, spellNumber, 2)}\n`,
});

/** JSON has no infinity: `JSON.stringify` would write `null`, which means "not observed". */
function spellNumber(_key: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'censored' : value;
}
