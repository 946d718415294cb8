import type { CaseResult } from '../result/run-result.ts';

/** How many cases ended how. */
export function countCases(
  cases: readonly Pick<CaseResult, 'status'>[],
): Readonly<Record<CaseResult['status'], number>> {
  const count = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length;
  return { pass: count('pass'), fail: count('fail'), unmeasured: count('unmeasured') };
}
