import { fileURLToPath } from 'node:url';
import { readStackPlaces } from './read-stack-places.ts';

/** Where wschaos stands. */
export const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Where the code of a user's stands, as `FILE:LINE`, that let an error go uncaught which came past none of ours: a reporter
 * that forgets a promise. `undefined` where it may be ours.
 * @param stack - as V8 writes it
 * @param own - the folder of wschaos
 */
export function findForeignPlace(stack: string, own = ownFolder): string | undefined {
  const places = readStackPlaces(stack);
  if (places.some(({ file }) => file.startsWith(own))) return undefined;
  const place = places.find(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  return place === undefined ? undefined : `${place.file}:${place.line}`;
}
