import { formatDuration } from '../base/duration.ts';
import type { CaseTolerance, ToleranceResult, ToleranceSearch } from '../result/tolerance-result.ts';

/** What was found, for people: two or three lines for each search. */
export function formatTolerance({ tool, seed, repeat, interrupted, cases }: ToleranceResult): string {
  const repetitions = repeat === 1 ? '1 repetition' : `${repeat} repetitions`;
  const title = `wschaos ${tool} · tolerance, ${repetitions} a point · seed ${seed}${interrupted ? ' · interrupted' : ''}`;
  return `${[title, ...cases.map(formatCase)].join('\n\n')}\n`;
}

function formatCase({ id, search, finding, theory, points }: CaseTolerance): string {
  const tried = points.filter(({ value }) => value !== null).length;
  const broken = points.findLast((point) => point.kind === 'broken' && point.value !== null);
  const lines = [
    `${id} · ${search === 'pause' ? 'the longest pause' : 'the slowest line'}`,
    `  ${describeFinding(search, finding)}${tried === 0 ? '' : ` (${tried} point${tried === 1 ? '' : 's'} tried)`}`,
    ...(broken?.kind === 'broken' ? [`  where it breaks: ${broken.how}`] : []),
    ...describeTheory(theory),
  ];
  return lines.join('\n');
}

function describeFinding(search: ToleranceSearch, finding: CaseTolerance['finding']): string {
  const isPause = search === 'pause';
  const point = (value: number): string => (isPause ? formatDuration(value) : formatRate(value));
  switch (finding.kind) {
    case 'between':
      return `keeps its link at ${point(finding.survives)}, breaks it at ${point(finding.breaks)}`;
    case 'beyond':
      return `${isPause ? '>' : '<'} ${point(finding.survives)}: keeps its link at the ${isPause ? 'longest' : 'slowest'} that was tried`;
    case 'below':
      return `${isPause ? '<' : '>'} ${point(finding.breaks)}: breaks its link even at the ${isPause ? 'shortest' : 'fastest'} that was tried`;
    case 'unmeasured':
      return `could not be measured: ${finding.reason}`;
  }
}

function describeTheory(theory: CaseTolerance['theory']): readonly string[] {
  if (theory === null || theory.best === null) return [];
  const never = theory.worst === null ? '' : `, and none above ${formatDuration(theory.worst)}`;
  return [`  its heartbeat (${theory.style}) bears every pause below ${formatDuration(theory.best)}${never}`];
}

function formatRate(bytesPerSecond: number): string {
  const kibibytes = bytesPerSecond / 1024;
  return kibibytes < 10 ? `${Math.round(bytesPerSecond)} B/s` : `${Math.round(kibibytes)} KiB/s`;
}
