import { cameThroughFault } from '../result/came-through-fault.ts';
import { describeInvalid } from '../result/describe-invalid.ts';
import type { CaseResult } from '../result/run-result.ts';
import { hungOnToTheEnd } from '../result/sample-recovery.ts';
import { caseName, caseRow } from './case-row.ts';
import { explainBackoff } from './explain-backoff.ts';
import { explainHerd } from './explain-herd.ts';
import { formatStatistic, notObservable } from './format-figure.ts';
import { formatRecovered } from './format-recovered.ts';

/** A sentence about a case, and the word or sign that says of which kind it is. */
export interface Remark {
  readonly kind: string;
  readonly text: string;
}

/** The remarks on a case, one line each: `recovered  refuse: 10/10, …`. */
export function listRemarks(result: CaseResult): readonly string[] {
  const name = caseName(result);
  return collectRemarks(result).map(({ kind, text }) => `${kind}  ${name}: ${text}`);
}

/**
 * What the cells of a table have no room for: why a figure is missing, what its marks mean, how much `recovered` proves,
 * how a fleet came back, what the waits between dials tell, which iterations were replaced, and the notes.
 */
export function collectRemarks(result: CaseResult): readonly Remark[] {
  const { iterations, invalid, status, expectations, backoff } = result;
  const remarks: Remark[] = [];
  const add = (kind: string, text: string): void => void remarks.push({ kind, text });
  for (const { metric, reason } of caseRow(result).footnotes) {
    add(notObservable, `${metric} is not observable: ${reason}`);
  }
  const through = iterations.filter(cameThroughFault).length;
  if (through > 0) {
    add(
      '†',
      `through the fault: back before it was lifted in ${through} of ${iterations.length}; recovery counts as 0`,
    );
  }
  remarks.push(...remarkOnClose(result));
  if (iterations.length > 0 && expectations.some(({ expression }) => /^recovered\b/.test(expression))) {
    add('recovered', formatRecovered(result));
  }
  const herd = explainHerd(result);
  if (herd !== undefined) add('herd', herd);
  if (backoff !== undefined) for (const sentence of explainBackoff(backoff)) add('backoff', sentence);
  if (invalid.length > 0 && status !== 'unmeasured') {
    const many = invalid.length === 1 ? 'iteration' : 'iterations';
    add('replaced', `${invalid.length} invalid ${many}: ${describeInvalid(invalid).text}`);
  }
  for (const note of result.notes) add('note', note);
  return remarks;
}

/** Above it a dead socket was hung on to: no network takes so long to say goodbye. */
const longCloseMs = 1_000;

function remarkOnClose({ iterations, summary }: CaseResult): readonly Remark[] {
  const remarks: Remark[] = [];
  const median = summary.close?.median;
  if (median === 'censored' || (median != null && median > longCloseMs)) {
    // A client that never knew has no instant to count from.
    const isUnknown = median === 'censored' && summary.close?.beyond?.median === undefined;
    const length = isUnknown ? 'to the end' : `for ${formatStatistic(summary.close, 'median', 'duration')}`;
    remarks.push({ kind: 'close', text: `hung on to the dead socket ${length} (median)` });
  }
  const unfinished = iterations.filter(({ unobservable }) => unobservable.close === hungOnToTheEnd).length;
  if (unfinished > 0) {
    const share = `${unfinished} of ${iterations.length}`;
    const text = `the dead socket was still there when the iteration ended in ${share}; expect something of "close" to see how long`;
    remarks.push({ kind: 'close', text });
  }
  return remarks;
}
