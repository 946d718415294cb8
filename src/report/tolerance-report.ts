import { formatDuration } from '../base/duration.ts';
import { adviseOn } from '../result/invalid-reason.ts';
import type { CaseTolerance, ToleranceResult } from '../result/tolerance-result.ts';
import { type ToleranceKind, toleranceSearches } from '../result/tolerance-searches.ts';

/** What was found, for people: two or three lines for each search. */
export function formatTolerance({ tool, seed, repeat, interrupted, cases }: ToleranceResult): string {
  const repetitions = repeat === 1 ? '1 repetition' : `${repeat} repetitions`;
  const title = `wschaos ${tool} · tolerance, ${repetitions} a point · seed ${seed}${interrupted ? ' · interrupted' : ''}`;
  return `${[title, ...cases.map((one) => formatCase(one, repeat))].join('\n\n')}\n`;
}

function formatCase({ id, search, finding, theory, points }: CaseTolerance, repeat: number): string {
  const kind = toleranceSearches[search];
  const tried = points.filter(({ value }) => value !== null).length;
  const broken = points.findLast((point) => point.kind === 'broken' && point.value !== null);
  const lines = [
    `${id} · ${kind.title}`,
    `  ${describeFinding(kind, finding)}${tried === 0 ? '' : ` (${tried} point${tried === 1 ? '' : 's'} tried)`}`,
    ...describeLength(kind, points),
    ...(finding.kind === 'unmeasured' && adviseOn(finding) !== '' ? [`  what to do: ${adviseOn(finding)}`] : []),
    ...(broken?.kind === 'broken' ? [`  where it breaks: ${broken.how}`] : []),
    ...describeTheory(theory),
    ...describePhases(kind, { finding, theory, points }, repeat),
  ];
  return lines.join('\n');
}

function describeFinding(kind: ToleranceKind, finding: CaseTolerance['finding']): string {
  const { harsh, mild } = kind.superlatives;
  const [harsher, milder] = kind.harshest === 'most' ? ['>', '<'] : ['<', '>'];
  const point = (value: number): string => (kind.unit === 'ms' ? formatDuration(value) : formatRate(value));
  switch (finding.kind) {
    case 'between':
      return `keeps its link at ${point(finding.survives)}, breaks it at ${point(finding.breaks)}`;
    case 'beyond':
      return `${harsher} ${point(finding.survives)}: keeps its link at the ${harsh} that was tried`;
    case 'below':
      return `${milder} ${point(finding.breaks)}: breaks its link even at the ${mild} that was tried`;
    case 'unmeasured':
      return `could not be measured: ${finding.reason}`;
  }
}

/** Where the figure does not tell it: what is borne for a while may not be borne for longer. */
function describeLength({ unit }: ToleranceKind, points: CaseTolerance['points']): readonly string[] {
  const lengths = points.flatMap(({ value, lastsMs }) => (value === null ? [] : [lastsMs]));
  if (unit === 'ms' || lengths.length === 0) return [];
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)].map(formatDuration);
  return [`  the line was slow for ${least === most ? least : `${least} to ${most}`} at each point`];
}

function describeTheory(theory: CaseTolerance['theory']): readonly string[] {
  if (theory === null || theory.best === null) return [];
  const never = theory.worst === null ? '' : `, and none above ${formatDuration(theory.worst)}`;
  return [`  its heartbeat (${theory.style}) bears every pause below ${formatDuration(theory.best)}${never}`];
}

/** Where in the heartbeat a silence falls decides, and only some places were tried: the bound spans one interval of it. */
function describePhases(
  { isSilence }: ToleranceKind,
  { finding, theory, points }: Pick<CaseTolerance, 'finding' | 'theory' | 'points'>,
  repeat: number,
): readonly string[] {
  if (!isSilence || (finding.kind !== 'between' && finding.kind !== 'beyond')) return [];
  if (theory === null) {
    return [
      '  its heartbeat is not known: where in it nothing was tried, it may bear less (client.heartbeat has it swept)',
    ];
  }
  const lessMs = ((theory.worst ?? 0) - (theory.best ?? 0)) / (2 * repeat);
  const { survives } = finding;
  if (lessMs > 0 && !points.some(({ value, swept }) => value === survives && swept)) {
    return ['  its heartbeat was not seen: where in it nothing was tried, it may bear less'];
  }
  return lessMs <= 0 ? [] : [`  where in the heartbeat nothing was tried, it may bear ${formatDuration(lessMs)} less`];
}

function formatRate(bytesPerSecond: number): string {
  const kibibytes = bytesPerSecond / 1024;
  return kibibytes < 10 ? `${Math.round(bytesPerSecond)} B/s` : `${Math.round(kibibytes)} KiB/s`;
}
