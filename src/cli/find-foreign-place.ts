import { fileURLToPath } from 'node:url';

const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Where the code of a user's stands, as `FILE:LINE`, that let an error go uncaught which came past none of ours: a reporter
 * that forgets a promise. `undefined` where it may be ours.
 * @param stack - as V8 writes it
 * @param own - the folder of wschaos
 */
export function findForeignPlace(stack: string, own = ownFolder): string | undefined {
  const places = stack.split('\n').flatMap(readPlace);
  if (places.some(({ file }) => file.startsWith(own))) return undefined;
  const place = places.find(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  return place === undefined ? undefined : `${place.file}:${place.line}`;
}

/** Of a line `at f (file:///a.mjs:3:9)` or `at /a.cjs:3:9`; Node's own files have no path. */
function readPlace(line: string): readonly { readonly file: string; readonly line: string }[] {
  const [, url, number = ''] =
    /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?)(?:\?[^:?]*)?:(\d+):\d+\)?$/.exec(line) ?? [];
  if (url === undefined) return [];
  return [{ file: url.startsWith('file://') ? fileURLToPath(url) : url, line: number }];
}
