import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import type { Reporter } from '../report/define-reporter.ts';
import { reporters } from '../report/index.ts';
import { type Setting, splitList } from './settings.ts';

/** A reporter and where it writes. */
export type ReporterRequest =
  | {
      readonly kind: 'built-in';
      readonly reporter: Reporter;
      /** `undefined`: its own place. */
      readonly file: string | undefined;
    }
  | {
      readonly kind: 'own';
      /** As it was given: `./my-reporter.mjs`. */
      readonly module: string;
      readonly source: string;
      readonly file: string | undefined;
    };

/**
 * Reads `NAME[:FILE]` and `./MODULE.mjs[:FILE]`, several of them joined by commas; without any, the table.
 * @throws {WschaosError} `cli.usage` for an unknown name, and when what must be alone on stdout would not be
 */
export function parseReporters(settings: readonly Setting[]): readonly ReporterRequest[] {
  const requests = settings.flatMap(({ text, source }) => splitList([text]).map((item) => parseItem(item, source)));
  if (requests.length === 0) {
    return [{ kind: 'built-in', reporter: findReporter('table', '--reporter'), file: undefined }];
  }
  refuseCompany(requests);
  return requests;
}

/** A program that reads one text must not find another in it. */
function refuseCompany(requests: readonly ReporterRequest[]): void {
  const onStdout = requests.flatMap((request) => {
    if (request.kind === 'own' || request.file !== undefined) return [];
    return request.reporter.defaultFile === undefined ? [request.reporter] : [];
  });
  const alone = onStdout.find(({ isAlone }) => isAlone === true);
  if (alone === undefined || onStdout.length === 1) return;
  const names = onStdout.flatMap(({ name }) => (name === alone.name ? [] : [name]));
  const others = names.length > 1 ? `${names.join(' and ')} write` : `${names[0] ?? alone.name} writes`;
  throw new WschaosError(
    'cli.usage',
    `--reporter: ${alone.name} on stdout must be alone there, and ${others} there too`,
    { hint: `Write one of them to a file: ${alone.name}:FILE.` },
  );
}

function parseItem(item: string, source: string): ReporterRequest {
  const [, module, ofModule] = /^((?:[A-Za-z]:)?[^:]+\.[cm]?[jt]s)(:.*)?$/.exec(item) ?? [];
  const colon = module === undefined ? item.indexOf(':') : ofModule === undefined ? -1 : module.length;
  const name = colon < 0 ? item : item.slice(0, colon);
  const file = colon < 0 ? undefined : item.slice(colon + 1);
  if (file === '') throw new WschaosError('cli.usage', `${source}: "${item}" names no file behind the colon`);
  if (module !== undefined) {
    if (file === '-') throw noDash(item, source, `${module}:/dev/stdout`);
    return { kind: 'own', module, source, file };
  }
  const reporter = findReporter(name, source);
  if (file === '-') throw noDash(item, source, reporter.defaultFile === undefined ? name : `${name}:/dev/stdout`);
  return { kind: 'built-in', reporter, file };
}

/** Elsewhere it is stdout; here it would be a file of that name. */
function noDash(item: string, source: string, instead: string): WschaosError {
  return new WschaosError('cli.usage', `${source}: "${item}" would be written to a file called "-"`, {
    hint: `To stdout ${instead.includes(':') ? `it is "${instead}"` : `without a file: "${instead}"`}; a file of that name is "./-".`,
  });
}

function findReporter(name: string, source: string): Reporter {
  const found = reporters.find((reporter) => reporter.name === name);
  if (found !== undefined) return found;
  const names = reporters.map((reporter) => reporter.name);
  throw new WschaosError('cli.usage', `${source}: unknown reporter "${name}"${formatSuggestion(name, names)}`, {
    hint: `There are ${names.join(', ')}, and your own: ./my-reporter.mjs.`,
  });
}
