import { WschaosError } from '../base/error.ts';
import { resultsSchema } from './results-schema.ts';
import type { RunResult } from './run-result.ts';

const readable = 'wschaos/results@1';

/**
 * Reads the text of a `results.json`.
 * @param file - what messages call it
 * @throws {WschaosError} `results.invalid`: what is wrong, and where in it
 */
export function parseResults(text: string, file: string): RunResult {
  const value = parseJson(text, file);
  checkSchema(value, file);
  const { success, data, error } = resultsSchema.safeParse(value);
  if (success) return data as RunResult;
  const [first, ...more] = error.issues;
  const where = describePath(first?.path ?? []);
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  throw invalid(`${file}: ${where}: ${first?.message.replace('Invalid input: ', '') ?? 'not valid'}${others}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw invalid(`${file} is not JSON: ${(cause as Error).message}`, cause);
  }
}

function checkSchema(value: unknown, file: string): void {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (schema === readable) return;
  if (typeof schema === 'string' && schema.startsWith('wschaos/results@')) {
    throw invalid(`${file} has the schema "${schema}"; this version of wschaos reads "${readable}"`);
  }
  throw invalid(`${file} is no results file of wschaos: "schema" is not "${readable}"`);
}

/** `cases[0].iterations[3].samples.detection` */
function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, place) => (typeof key === 'number' ? `[${key}]` : `${place === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function invalid(message: string, cause?: unknown): WschaosError {
  const hint = 'wschaos run writes results.json; --save-baseline FILE and --reporter json:FILE write it elsewhere.';
  return new WschaosError('results.invalid', message, { hint, cause });
}
