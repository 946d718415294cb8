import type { Reporter } from './define-reporter.ts';
import { json } from './json.ts';
import { plain } from './plain.ts';
import { table } from './table.ts';

/** Every reporter, in the order of the help. */
export const reporters: readonly Reporter[] = [table, plain, json];
