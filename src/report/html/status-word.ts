import type { CaseResult, Verdict } from '../../result/run-result.ts';
import { element, type Markup } from './markup.ts';

/** The sign and the word of a status; colour says it once more. */
export const statusWords: Readonly<Record<CaseResult['status'], { readonly sign: string; readonly word: string }>> = {
  pass: { sign: '✓', word: 'passed' },
  fail: { sign: '✗', word: 'failed' },
  unmeasured: { sign: '?', word: 'not measured' },
};

export function statusMark(status: CaseResult['status']): Markup {
  const { sign, word } = statusWords[status];
  return element(
    'span',
    { class: `status ${status}` },
    element('span', { 'aria-hidden': 'true' }, sign),
    ' ',
    element('span', { class: 'word' }, word),
  );
}

const good: ReadonlySet<Verdict> = new Set(['recovered', 'unaffected']);

/** What became of an iteration; quiet where all is well. */
export function verdictMark(verdict: Verdict): Markup {
  return element('span', { class: good.has(verdict) ? 'verdict' : 'verdict bad' }, verdict);
}
