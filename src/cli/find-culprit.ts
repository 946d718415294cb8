import { ownFolder } from './find-foreign-place.ts';
import { readStackPlaces } from './read-stack-places.ts';

/** What is known of an error that nobody caught. */
export interface Stray {
  readonly error: unknown;
  /** It is the reason of a promise; else it was thrown. */
  readonly isRejection: boolean;
}

/** What is known of the reporters of the user's. */
export interface Suspects {
  /** Their files, absolute. */
  readonly modules: readonly string[];
  /** They were asked for their reports: nothing of ours goes on any more. */
  readonly areAsked: boolean;
  /** The folder of wschaos. */
  readonly own?: string;
}

/**
 * Whose error it is that nobody caught: the file of a reporter of the user's, `some` reporter, or `undefined` where it may be
 * ours. The first file that its stack names beside libraries' decides, as what calls a function is not to blame for it. Where
 * it names none (a `fetch` that fails) it is no rejection of ours, and nothing else once nothing of ours goes on.
 */
export function findCulprit(
  { error, isRejection }: Stray,
  { modules, areAsked, own = ownFolder }: Suspects,
): string | 'some' | undefined {
  const places = readStackPlaces(error instanceof Error ? (error.stack ?? '') : '');
  const isOwn = (file: string): boolean => file.startsWith(own) && !modules.includes(file);
  const place = places.find(({ file }) => isOwn(file) || !/[\\/]node_modules[\\/]/.test(file));
  if (place === undefined) return (isRejection && places.length === 0) || areAsked ? 'some' : undefined;
  if (isOwn(place.file)) return undefined;
  return modules.find((module) => module === place.file) ?? 'some';
}
