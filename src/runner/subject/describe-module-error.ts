import { inspect } from 'node:util';
import { findImport } from './find-import.ts';

/** The message of what a user's module threw, and where in its file that happened, on one line. */
export function describeModuleError(error: unknown, module: string): string {
  if (!(error instanceof Error)) return `it threw ${inspect(error)}`;
  // The loader's own words around those of the parser, and whom it asked on the way.
  const said = withoutVersion(error.message)
    .replace(/^ParseError: /, '')
    .replace(/\s*Require stack:[\s\S]*/, '');
  const message = [said, ...causeOf(error)]
    .join(': ')
    .split(/\s*\n\s*/)
    .join(' ');
  const place = findImport(message);
  if (place !== undefined) return `${message} (at ${place})`;
  const frame = withoutVersion(error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at /.test(line) && line.includes(module));
  return frame === undefined ? message : `${message} (${frame.trim()})`;
}

/** `fetch failed` says nothing without it. */
function causeOf({ cause }: Error): readonly string[] {
  if (!(cause instanceof Error)) return [];
  // Of several tries there is but a code.
  const text = cause.message || (cause as NodeJS.ErrnoException).code;
  return text === undefined ? [] : [text];
}

/** What a module that was read anew has behind its name. */
function withoutVersion(text: string): string {
  return text.replace(/\?version=[\d.]+/g, '');
}
