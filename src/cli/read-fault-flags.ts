import { WschaosError } from '../base/error.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { parseFaultEntries } from '../runner/parse-fault-entries.ts';
import { parseFaultFlag } from './parse-fault-flag.ts';

/**
 * Reads all that `--fault` gives, by the rules of scenario files; what is wrong is told of the flag, for the user wrote no
 * list of faults.
 * @throws {WschaosError} `cli.usage`, `fault.invalid`
 */
export function readFaultFlags(
  flags: readonly string[],
  target: string,
  options: { readonly hasTls: boolean },
): readonly FaultPlan[] {
  const entries = flags.map(parseFaultFlag);
  try {
    return parseFaultEntries(entries, target, options);
  } catch (error) {
    if (!(error instanceof WschaosError)) throw error;
    const { code, message, hint, cause } = error;
    throw new WschaosError(code, nameFlags(message, flags), { hint, cause });
  }
}

/** `faults[0].with.delay` → `--fault "latency:delay=5", delay`. */
function nameFlags(message: string, flags: readonly string[]): string {
  return message.replaceAll(
    /\bfaults\[(\d+)\](?:\.with\b)?(\.)?/g,
    (_place, index: string, more?: string) => `--fault "${flags[Number(index)]}"${more === undefined ? '' : ', '}`,
  );
}
