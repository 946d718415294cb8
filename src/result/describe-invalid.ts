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
    const alike = new Map<string, string[]>();
    for (const reason of members.map(reasonOf)) {
      const key = withoutPorts(reason);
      alike.set(key, [...(alike.get(key) ?? []), reason]);
    }
    const [first] = kind === 'noise' ? [...members].sort(byNoise).map(reasonOf) : mostCommonFirst([...alike.values()]);
    return first === undefined ? [] : [{ kind, reason: first, count: members.length, reasons: alike.size }];
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

/** Each iteration has a port of its own, which makes no reason another one. */
function withoutPorts(reason: string): string {
  return reason.replace(/(:\/\/[^\s/]+):\d+/g, '$1');
}

function mostCommonFirst(alike: readonly (readonly string[])[]): readonly string[] {
  return [...alike].sort((a, b) => b.length - a.length).flat();
}
