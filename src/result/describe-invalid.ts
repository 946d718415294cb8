import { type InvalidKind, type IterationResult, invalidKinds } from './run-result.ts';

/** The reasons of invalid iterations of one kind. */
interface InvalidGroup {
  readonly kind: InvalidKind;
  /** The one that speaks for them: of noise the worst, else the most common. */
  readonly reason: string;
  readonly count: number;
  /** How many different ones there are. */
  readonly reasons: number;
}

/** Why iterations were invalid: their most telling kind of reason, and all kinds in words, the most telling first. */
export function describeInvalid(invalid: readonly IterationResult[]): {
  readonly kind: InvalidKind;
  readonly text: string;
} {
  const groups = groupByKind(invalid);
  return {
    kind: groups[0]?.kind ?? 'disturbed',
    text: groups.map((group) => describeGroup(group, invalid.length)).join('; '),
  };
}

function groupByKind(invalid: readonly IterationResult[]): readonly InvalidGroup[] {
  return invalidKinds.flatMap((kind) => {
    const members = invalid.filter(({ reasonKind = 'disturbed' }) => reasonKind === kind);
    const counts = new Map<string, number>();
    for (const member of members) counts.set(reasonOf(member), (counts.get(reasonOf(member)) ?? 0) + 1);
    const [first] = kind === 'noise' ? [...members].sort(byNoise).map(reasonOf) : mostCommonFirst(counts);
    return first === undefined ? [] : [{ kind, reason: first, count: members.length, reasons: counts.size }];
  });
}

/** `client never steady: … (2 of 5 invalid ones)` */
function describeGroup({ kind, reason, count, reasons }: InvalidGroup, total: number): string {
  if (total === 1) return reason;
  const which =
    reasons === 1 ? '' : kind === 'noise' ? '; the worst is shown' : `; the most common of ${reasons} is shown`;
  return `${reason} (${count} of ${total} invalid ones${which})`;
}

function reasonOf({ reason = 'the measurement was disturbed' }: IterationResult): string {
  return reason;
}

function byNoise(a: IterationResult, b: IterationResult): number {
  return (b.noise.loop ?? 0) - (a.noise.loop ?? 0);
}

function mostCommonFirst(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
}
