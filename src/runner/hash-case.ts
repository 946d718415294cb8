import { createHash } from 'node:crypto';
import type { CaseResult } from '../result/run-result.ts';
import { canonicalJson } from '../scenario/canonical-json.ts';

/** What the command line says in place of the file, by its flag. */
const flags: Readonly<Record<string, string>> = {
  timeoutMs: '--timeout',
  repeat: '--repeat',
  seed: '--seed',
  phase: '--phase',
  insecure: '--insecure',
};

/** Two cases with one hash are the same; of two that are not, the hashes of their parts tell in what they differ. */
export function hashCase(fingerprint: string): Required<Pick<CaseResult, 'hash' | 'partHashes'>> {
  const { overrides = {}, ...parts } = JSON.parse(fingerprint) as Readonly<Record<string, object>>;
  const given = Object.entries(overrides).map(([name, value]) => [flags[name] ?? `--${name}`, value] as const);
  const hashes = [...Object.entries(parts), ...given].map(
    ([name, value]) => [name, hash(canonicalJson(value))] as const,
  );
  return {
    hash: hash(fingerprint, 64),
    partHashes: Object.fromEntries(hashes),
  };
}

/** Of a part, twelve digits are enough: nothing is decided by it. */
function hash(text: string, digits = 12): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
