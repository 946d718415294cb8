import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CaseResult } from '../../../src/result/run-result.ts';
import { slugOf } from './prepare-cases.ts';

/** What is kept of one cell, so that the gallery can be measured piece by piece. */
export interface Part {
  readonly setUp: string;
  readonly failure: string;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly wschaos: string;
  readonly node: string;
  /** Name and version, as they were then. */
  readonly versions: readonly string[];
  readonly cases: readonly CaseResult[];
}

const suffix = '.json';

export function savePart(folder: string, part: Part): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${slugOf(part.setUp)}--${part.failure}${suffix}`);
  // A run that is broken off must not leave half of one.
  writeFileSync(`${file}.new`, JSON.stringify(part));
  renameSync(`${file}.new`, file);
}

export function loadParts(folder: string): readonly Part[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Part);
}
