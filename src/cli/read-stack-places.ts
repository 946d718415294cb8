import { fileURLToPath } from 'node:url';

/** A line of a file that a stack names. */
export interface StackPlace {
  readonly file: string;
  readonly line: string;
}

/**
 * The files that a stack goes through, from where the error arose; Node's own have no path, and are left out.
 * @param stack - as V8 writes it
 */
export function readStackPlaces(stack: string): readonly StackPlace[] {
  return stack.split('\n').flatMap(readPlace);
}

/** Of a line `at f (file:///a.mjs:3:9)` or `at /a.cjs:3:9`. */
function readPlace(text: string): readonly StackPlace[] {
  const [, url, line = ''] =
    /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?)(?:\?[^:?]*)?:(\d+):\d+\)?$/.exec(text) ?? [];
  if (url === undefined) return [];
  return [{ file: url.startsWith('file://') ? fileURLToPath(url) : url, line }];
}
