import { appendFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import type { RenderOptions } from '../report/define-reporter.ts';
import { markdown } from '../report/markdown.ts';
import type { RunResult } from '../result/run-result.ts';
import type { Io } from './io.ts';
import { systemErrorText } from './system-error-text.ts';

/** Those that are for GitHub. */
const summarised: readonly string[] = ['github', 'markdown'];

/**
 * Appends the Markdown to the summary of the job where GitHub Actions asks for one and the user for a report of that kind.
 * @param isSaved - the run is over: what else is written does not wait for this
 * @throws {WschaosError} `output.failed`, when the file cannot be written: at once, where the run is still to come
 */
export function createStepSummary(
  reporters: readonly { readonly name: string }[],
  io: Pick<Io, 'env' | 'cwd'>,
  isSaved = false,
): ((result: RunResult, options: RenderOptions) => void) | undefined {
  const file = findSummary(io);
  if (file === undefined || !reporters.some(({ name }) => summarised.includes(name))) return undefined;
  if (!isSaved) append(file, '');
  return (result, options) => {
    append(file, markdown.render(result, options));
  };
}

/** The report is asked for in the very file that gets the summary: it is there already, behind what steps before have written. */
export function isStepSummary(
  { name, file }: { readonly name: string; readonly file: string | undefined },
  io: Pick<Io, 'env' | 'cwd'>,
): boolean {
  return name === markdown.name && file !== undefined && path.resolve(io.cwd, file) === findSummary(io);
}

function findSummary({ env, cwd }: Pick<Io, 'env' | 'cwd'>): string | undefined {
  const { GITHUB_STEP_SUMMARY: file } = env;
  return file === undefined || file === '' ? undefined : path.resolve(cwd, file);
}

function append(file: string, text: string): void {
  try {
    // What a step before has written may lack the end of its line.
    const gap = text !== '' && statSync(file).size > 0 ? '\n' : '';
    appendFileSync(file, `${gap}${text}`);
  } catch (cause) {
    const why = systemErrorText(cause);
    throw new WschaosError('output.failed', `cannot write ${file}, which GITHUB_STEP_SUMMARY names: ${why}`, { cause });
  }
}
