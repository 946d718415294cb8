import type { RunResult } from '../../../src/result/run-result.ts';

/** What kept cases from being measured that no quieter machine would mend; one line each. */
export function findDefects({ cases }: Pick<RunResult, 'cases'>): readonly string[] {
  return cases.flatMap(({ id, status, reason, reasonKind, invalid }) => {
    const others = invalid.filter((one) => one.reasonKind !== 'noise').map((one) => one.reason);
    const own = status === 'unmeasured' && reasonKind !== 'noise' ? [reason] : [];
    return [...new Set([...own, ...others])].map((why) => `${id}: ${why}`);
  });
}
