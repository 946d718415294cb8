import { figuresOf } from '../../result/figures-of.ts';
import type { CaseResult, IterationResult, RunResult } from '../../result/run-result.ts';
import type { RenderOptions } from '../define-reporter.ts';
import { encodeJson } from '../encode-json.ts';
import type { BaselineFigures, PageCase, PageData, PageIteration } from './page-data.ts';
import { readFrames } from './read-frames.ts';

/** Those whose distribution the page draws. */
export const drawnMetrics = ['detection', 'reconnect', 'recovery', 'outage'] as const;

/** What a reporter is told that the page is made of. */
export type PageOptions = Pick<RenderOptions, 'replayFlags' | 'baseline' | 'readTrace'>;

/** More frames than these, of all iterations, are left out: a page has to open at once. */
const mostFrames = 20_000;

/** What the page gets of a run: all that it shows, and no more of it than a browser has to read. */
export function collectPageData(result: RunResult, { replayFlags = [], baseline, readTrace }: PageOptions): PageData {
  const { cases, shard, replayFlags: _given, ...run } = result;
  const before = new Map(baseline?.cases.map((one) => [one.id, one]));
  const addFrames = createFrameReader(readTrace);
  const known = cases.flatMap(({ id }) => {
    const other = before.get(baseIdOf(result, id));
    return other === undefined ? [] : [{ id, figures: readFigures(other) }];
  });
  return {
    run: {
      ...run,
      shard: { index: shard.index, total: shard.total },
      cases: cases.map((one) => shortenCase(one, addFrames)),
    },
    replayFlags,
    baseline: known,
  };
}

function baseIdOf({ comparison }: RunResult, id: string): string {
  const compared = comparison?.cases.find((one) => one.id === id);
  return compared?.kind === 'compared' ? (compared.baseId ?? id) : id;
}

function readFigures({ iterations }: CaseResult): BaselineFigures {
  return Object.fromEntries(
    drawnMetrics.map((metric) => [metric, iterations.flatMap((one) => figuresOf(one, metric)).map(roundFigure)]),
  );
}

type AddFrames = (iteration: IterationResult) => PageIteration;

/** Adds what was on the wire, as long as there are not too many frames. */
function createFrameReader(readTrace: PageOptions['readTrace']): AddFrames {
  let left = mostFrames;
  return (iteration) => {
    const text = left > 0 && iteration.trace !== undefined ? readTrace?.(iteration.trace) : undefined;
    const frames = text === undefined ? undefined : readFrames(text);
    if (frames === undefined) return iteration;
    left -= frames.length;
    return { ...iteration, frames };
  };
}

function shortenCase(
  { share: _share, partHashes: _hashes, iterations, invalid, ...one }: CaseResult,
  addFrames: AddFrames,
): PageCase {
  const told = new Set<string>();
  return {
    ...one,
    iterations: iterations.map((each) => shortenIteration(addFrames(each), told)),
    // Only what they were replaced for is shown.
    invalid: invalid.map((each) => ({ ...shortenIteration(each, told), timeline: [] })),
  };
}

/** The reason why a metric has no figure is the same in all of them: it is told once. */
function shortenIteration(one: PageIteration, told: Set<string>): PageIteration {
  const news = Object.entries(one.unobservable).filter(([metric]) => !told.has(metric));
  for (const [metric] of news) told.add(metric);
  return roundAll({ ...one, unobservable: Object.fromEntries(news) });
}

/** To microseconds: nothing is measured, and nothing drawn, any finer. Seeds and other whole numbers stay. */
function roundAll<Value>(value: Value): Value {
  return JSON.parse(encodeJson(value), (key, member: unknown) =>
    // A replay names the phase to six digits.
    typeof member === 'number' && key !== 'phase' ? roundFigure(member) : member,
  ) as Value;
}

function roundFigure<Figure extends number | 'censored'>(figure: Figure): Figure | number {
  return typeof figure === 'number' ? Math.round(figure * 1000) / 1000 : figure;
}
