import { defineReporter } from './define-reporter.ts';
import { encodeJson } from './encode-json.ts';

/** `wschaos/results@1`: raw samples, the merge format and the baseline format. */
export const json = defineReporter({
  name: 'json',
  summary: 'everything, with raw samples: the format of merges and baselines',
  // The file is written anyway: who asks for it wants to read it.
  defaultFile: undefined,
  isAlone: true,
  render: (result) => `${encodeJson(result, 2)}\n`,
});
