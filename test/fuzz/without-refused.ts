import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { findRefusals } from '../../src/scenario/find-refusals.ts';

/** The entry without the keys that its type cannot heed. */
export function withoutRefused(fault: FaultDefinition, entry: FaultEntry): FaultEntry {
  const refusals = { ...findRefusals(fault), ...fault.refuses(fault.options.parse(entry.with ?? {})) };
  const refused = new Set(Object.keys(refusals));
  const formsOf = (key: string, value: unknown): readonly string[] => [
    key,
    ...(typeof value === 'string' ? [value] : Object.keys(Object(value))).map((inner) => `${key}: ${inner}`),
  ];
  const kept = Object.entries(entry).filter(([key, value]) => !formsOf(key, value).some((form) => refused.has(form)));
  return { ...Object.fromEntries(kept), fault: entry.fault };
}
