import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import type { Reporter } from '../report/define-reporter.ts';
import { reporters } from '../report/index.ts';
import { type Setting, splitList } from './settings.ts';

/** A reporter and where it writes. */
export interface ReporterRequest {
  readonly reporter: Reporter;
  /** `undefined`: stdout. */
  readonly file: string | undefined;
}

/**
 * Reads `NAME[:FILE]`, several of them joined by commas; without any, the table.
 * @throws {WschaosError} `cli.usage` for an unknown name, and when JSON would not be alone on stdout
 */
export function parseReporters(settings: readonly Setting[]): readonly ReporterRequest[] {
  const requests = settings.flatMap(({ text, source }) => splitList([text]).map((item) => parseItem(item, source)));
  if (requests.length === 0) return [{ reporter: findReporter('table', '--reporter'), file: undefined }];
  const onStdout = requests.filter(({ file }) => file === undefined).map(({ reporter }) => reporter.name);
  if (onStdout.includes('json') && onStdout.length > 1) {
    const others = onStdout.filter((name) => name !== 'json').join(' and ') || 'json';
    throw new WschaosError(
      'cli.usage',
      `--reporter: json on stdout must be alone there, and ${others} writes there too`,
      {
        hint: 'Write one of them to a file: json:FILE.',
      },
    );
  }
  return requests;
}

function parseItem(item: string, source: string): ReporterRequest {
  const colon = item.indexOf(':');
  const name = colon < 0 ? item : item.slice(0, colon);
  const file = colon < 0 ? undefined : item.slice(colon + 1);
  if (file === '') throw new WschaosError('cli.usage', `${source}: "${item}" names no file behind the colon`);
  return { reporter: findReporter(name, source), file };
}

function findReporter(name: string, source: string): Reporter {
  const found = reporters.find((reporter) => reporter.name === name);
  if (found !== undefined) return found;
  const names = reporters.map((reporter) => reporter.name);
  throw new WschaosError('cli.usage', `${source}: unknown reporter "${name}"${formatSuggestion(name, names)}`, {
    hint: `There are ${names.join(', ')}.`,
  });
}
