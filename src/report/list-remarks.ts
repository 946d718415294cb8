import { cameThroughFault } from '../result/came-through-fault.ts';
import type { CaseResult } from '../result/run-result.ts';
import { caseName, caseRow } from './case-row.ts';
import { explainBackoff } from './explain-backoff.ts';
import { notObservable } from './format-figure.ts';
import { formatRecovered } from './format-recovered.ts';

/**
 * What the cells of a table have no room for: why a figure is missing, what its marks mean, how much `recovered` proves,
 * what the waits between dials tell, which iterations were replaced, and the notes. One line each.
 */
export function listRemarks(result: CaseResult): readonly string[] {
  const name = caseName(result);
  const { iterations, invalid, status, expectations, backoff } = result;
  const remarks = caseRow(result).footnotes.map(
    ({ metric, reason }) => `${notObservable}  ${name}: ${metric} is not observable: ${reason}`,
  );
  const through = iterations.filter(cameThroughFault).length;
  if (through > 0) {
    remarks.push(
      `†  ${name}: through the fault: back before it was lifted in ${through} of ${iterations.length}; recovery counts as 0`,
    );
  }
  if (iterations.length > 0 && expectations.some(({ expression }) => /^recovered\b/.test(expression))) {
    remarks.push(`recovered  ${name}: ${formatRecovered(result)}`);
  }
  if (backoff !== undefined) {
    remarks.push(...explainBackoff(backoff).map((sentence) => `backoff  ${name}: ${sentence}`));
  }
  if (invalid.length > 0 && status !== 'unmeasured') {
    const why = invalid[0]?.reason ?? 'disturbed';
    remarks.push(
      `replaced  ${name}: ${invalid.length} invalid ${invalid.length === 1 ? 'iteration' : 'iterations'}: ${why}`,
    );
  }
  return [...remarks, ...result.notes.map((note) => `note  ${name}: ${note}`)];
}
