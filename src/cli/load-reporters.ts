import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { WschaosError } from '../base/error.ts';
import type { LiveTexts, RenderOptions } from '../report/define-reporter.ts';
import type { RunResult } from '../result/run-result.ts';
import { describeModuleError } from '../runner/subject/describe-module-error.ts';
import { importDefault } from '../runner/subject/import-default.ts';
import { awaitReporter, type ReporterWait } from './await-reporter.ts';
import type { ReporterRequest } from './reporter-requests.ts';

/** A reporter that can be asked, and where it writes. */
export interface ReadyReporter {
  readonly name: string;
  /** From the working folder; `undefined`: stdout. */
  readonly file: string | undefined;
  readonly render: (result: RunResult, options: RenderOptions) => string | Promise<string>;
  readonly live?: LiveTexts | undefined;
  /** Of a reporter of the user's: its file, absolute. */
  readonly module?: string;
}

interface Places {
  readonly cwd: string;
  /** The folder for files that were not named. */
  readonly output: string;
  /** They may have been loaded before, and have become others since. */
  readonly isAnew?: boolean;
  /** Of modules that take their time. */
  readonly wait?: Omit<ReporterWait, 'who'>;
}

/**
 * Loads the modules among the reporters; where there are none, nothing has to be waited for.
 * @throws {WschaosError} `reporter.not-loaded`
 */
export function loadReporters(
  requests: readonly ReporterRequest[],
  places: Places,
): readonly ReadyReporter[] | Promise<readonly ReadyReporter[]> {
  const loading: readonly (ReadyReporter | Promise<ReadyReporter>)[] = requests.map((request) => {
    if (request.kind === 'own') return loadModule(request, places);
    const { name, render, live, defaultFile } = request.reporter;
    return { name, render, live, file: request.file ?? inFolder(places, defaultFile) };
  });
  return loading.every(isReady) ? loading : Promise.all(loading);
}

function isReady(one: ReadyReporter | Promise<ReadyReporter>): one is ReadyReporter {
  return !(one instanceof Promise);
}

function inFolder({ output }: Places, name: string | undefined): string | undefined {
  return name === undefined ? undefined : path.join(output, name);
}

async function loadModule(
  { module: given, source, file }: Extract<ReporterRequest, { kind: 'own' }>,
  places: Places,
): Promise<ReadyReporter> {
  const module = path.resolve(places.cwd, given);
  const fail = (why: string, cause?: unknown): WschaosError =>
    new WschaosError('reporter.not-loaded', `${source}: the reporter ${given} could not be loaded: ${why}`, { cause });
  const time = timeOf(module);
  if (time === undefined) throw fail('there is no such file');
  const wait = { say() {}, ...places.wait, who: `the reporter ${given}` };
  const importing = importDefault(module, places.isAnew ? time : undefined);
  const exported = await awaitReporter(importing, wait).catch((cause: unknown) => {
    throw fail(
      cause instanceof SyntaxError ? describeSyntax(cause, module) : describeModuleError(cause, module),
      cause,
    );
  });
  const { render, defaultFile } = membersOf(exported);
  if (typeof render !== 'function') {
    throw fail('its default export must be a function (result, options) => text, or an object with such a "render"');
  }
  if (defaultFile !== undefined && (typeof defaultFile !== 'string' || defaultFile === '')) {
    throw fail('its "defaultFile" must be the name of a file');
  }
  return {
    name: given,
    module,
    file: file ?? inFolder(places, defaultFile),
    async render(result, options) {
      const text = await awaitReporter(render.call(exported, result, options), wait);
      // A reporter that sends its report elsewhere has nothing to give.
      if (text === undefined) return '';
      if (typeof text === 'string') return text;
      throw new Error(
        `it must give a text, or nothing; it gave ${text === null ? 'null' : `a value of type ${typeof text}`}`,
      );
    },
  };
}

/** When it was written. */
function timeOf(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}

function membersOf(exported: unknown): { readonly render?: unknown; readonly defaultFile?: unknown } {
  if (typeof exported === 'function') return { render: exported };
  return typeof exported === 'object' && exported !== null ? exported : {};
}

/** Node tells the line of a syntax error only to those who let it go uncaught, or ask for a check. */
function describeSyntax(error: SyntaxError, module: string): string {
  const { stderr } = spawnSync(process.execPath, ['--check', module], { encoding: 'utf8' });
  const place = /^(?:file:\/\/)?(.+:\d+)$/m.exec(stderr)?.[1];
  return place === undefined ? describeModuleError(error, module) : `${error.message} (at ${place})`;
}
