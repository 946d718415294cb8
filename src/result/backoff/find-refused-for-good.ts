import type { RefusedForGoodFinding } from '../backoff-result.ts';
import type { DialSeries } from '../dial-series.ts';
import { isQuiet } from './is-quiet.ts';

/** Answers that another try does not change. */
const statuses: readonly unknown[] = [401, 403];

/** What the clients did after a 401 or 403; `undefined` where none came. */
export function findRefusedForGood(series: readonly DialSeries[]): RefusedForGoodFinding | undefined {
  const refused = series.flatMap((one) => {
    const answers = [...one.dials.slice(1).map(({ after }) => after), one.last];
    const first = answers.findIndex((answer) => statuses.includes(answer));
    if (first < 0) return [];
    const more = one.dials.length - 1 - first;
    const isOver = one.end === 'gave-up' || one.end === 'exited' || isQuiet(one);
    return [{ status: Number(answers[first]), more, isBack: one.end === 'ready', isOver }];
  });
  const [first] = refused;
  if (first === undefined) return undefined;
  const count = (which: (one: NonNullable<typeof first>) => boolean) => refused.filter(which).length;
  return {
    status: first.status,
    series: refused.length,
    stopped: count(({ more, isOver }) => more === 0 && isOver),
    retriedOnce: count(({ more, isOver }) => more === 1 && isOver),
    hammered: count(({ more }) => more > 1),
    letIn: count(({ more, isBack }) => more === 1 && isBack),
    mostDials: refused.reduce((most, { more }) => Math.max(most, more), 0),
  };
}
