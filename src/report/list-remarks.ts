import { cameThroughFault } from '../result/came-through-fault.ts';
import { describeInvalid } from '../result/describe-invalid.ts';
import type { CaseResult } from '../result/run-result.ts';
import { hungOnToTheEnd } from '../result/sample-recovery.ts';
import { caseName, caseRow } from './case-row.ts';
import { explainBackoff } from './explain-backoff.ts';
import { explainHerd } from './explain-herd.ts';
import { formatStatistic, notObservable } from './format-figure.ts';
import { formatRecovered } from './format-recovered.ts';

/**
 * What the cells of a table have no room for: why a figure is missing, what its marks mean, how much `recovered` proves,
 * how a fleet came back, what the waits between dials tell, which iterations were replaced, and the notes. One line each.
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
  remarks.push(...remarkOnClose(result));
  if (iterations.length > 0 && expectations.some(({ expression }) => /^recovered\b/.test(expression))) {
    remarks.push(`recovered  ${name}: ${formatRecovered(result)}`);
  }
  const herd = explainHerd(result);
  if (herd !== undefined) remarks.push(`herd  ${name}: ${herd}`);
  if (backoff !== undefined) {
    remarks.push(...explainBackoff(backoff).map((sentence) => `backoff  ${name}: ${sentence}`));
  }
  if (invalid.length > 0 && status !== 'unmeasured') {
    const many = invalid.length === 1 ? 'iteration' : 'iterations';
    remarks.push(`replaced  ${name}: ${invalid.length} invalid ${many}: ${describeInvalid(invalid).text}`);
  }
  return [...remarks, ...result.notes.map((note) => `note  ${name}: ${note}`)];
}

/** Above it a dead socket was hung on to: no network takes so long to say goodbye. */
const longCloseMs = 1_000;

function remarkOnClose(result: CaseResult): readonly string[] {
  const { iterations, summary } = result;
  const name = caseName(result);
  const remarks: string[] = [];
  const median = summary.close?.median;
  if (median === 'censored' || (median != null && median > longCloseMs)) {
    // A client that never knew has no instant to count from.
    const isUnknown = median === 'censored' && summary.close?.beyond?.median === undefined;
    const length = isUnknown ? 'to the end' : `for ${formatStatistic(summary.close, 'median', 'duration')}`;
    remarks.push(`close  ${name}: hung on to the dead socket ${length} (median)`);
  }
  const unfinished = iterations.filter(({ unobservable }) => unobservable.close === hungOnToTheEnd).length;
  if (unfinished > 0) {
    const share = `${unfinished} of ${iterations.length}`;
    remarks.push(
      `close  ${name}: the dead socket was still there when the iteration ended in ${share}; expect something of "close" to see how long`,
    );
  }
  return remarks;
}
