import { WschaosError } from '../base/error.ts';
import type { NamedResult } from './compare/compare-results.ts';

/**
 * Brings the shards of one run in order. All that is wrong with them is told at once.
 * @throws {WschaosError} `results.mixed` for results of different runs, `results.shards` for one too many or too few
 */
export function orderShards(files: readonly NamedResult[]): readonly NamedResult[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  const whole = files.find(({ result }) => result.shard.total <= 1);
  if (whole !== undefined && files.length > 1) {
    throw mixed([`${whole.file} is a whole run, not a shard: there is nothing to merge it with`]);
  }
  const broken = files.flatMap(findBroken);
  const problems =
    broken.length > 0
      ? broken
      : [...others.flatMap((other) => findMixed(first, other)), ...findMixedExpectations(files)];
  if (problems.length > 0) throw mixed(problems);
  const miscounted = [...findDuplicates(files), ...findMissing(files), ...findOverlaps(files)];
  if (miscounted.length > 0) {
    throw new WschaosError('results.shards', miscounted.join('\n'), {
      hint: 'Every shard writes its own results.json: give each of them once.',
    });
  }
  return [...files].sort((a, b) => a.result.shard.index - b.result.shard.index);
}

function mixed(problems: readonly string[]): WschaosError {
  return new WschaosError('results.mixed', problems.join('\n'), {
    hint: 'Shards can be merged when all ran the same scenarios, with the same options.',
  });
}

/** What no run writes: the file was changed, or is of somebody else's making. */
function findBroken({ file, result }: NamedResult): readonly string[] {
  const { index, total, plan } = result.shard;
  if (total <= 1) return [];
  if (index < 1 || index > total) return [`${file} is shard ${index} of ${total}, which there cannot be`];
  if (plan === undefined) return [`${file} does not say of which cases it is a shard ("shard.plan" is missing)`];
  return result.cases.flatMap(({ id, hash, share, iterations, invalid }) => {
    if (share === undefined)
      return [`${file}: case "${id}" does not say which part of it this is ("share" is missing)`];
    const planned = plan.find((one) => one.id === id);
    if (planned?.hash !== hash) return [`${file}: case "${id}" is not as the plan of its shard has it`];
    const { first, count } = share;
    const stranger = [...iterations, ...invalid].find((one) => one.index < first || one.index >= first + count);
    return stranger === undefined ? [] : [`${file}: case "${id}" has iteration ${stranger.index}, not its own`];
  });
}

function findMixed(first: NamedResult, other: NamedResult): readonly string[] {
  const [a, b] = [first.result, other.result];
  const differ = (what: string, one: string | number, two: string | number): readonly string[] =>
    one === two ? [] : [`${what}: ${one} in ${first.file}, ${two} in ${other.file}`];
  return [
    ...differ('not the same number of shards', a.shard.total, b.shard.total),
    ...differ('not the same version of wschaos', a.tool, b.tool),
    ...differ('not the same seed', a.seed, b.seed),
    ...findMixedCases(first, other),
  ];
}

function findMixedCases(first: NamedResult, other: NamedResult): readonly string[] {
  const plans = [first, other].map(({ result }) => result.shard.plan ?? []);
  const [here = [], there = []] = plans;
  const hashes = new Map(there.map(({ id, hash }) => [id, hash]));
  const ids = new Set(here.map(({ id }) => id));
  const problems = [
    ...here.flatMap(({ id, hash }) => {
      const hashThere = hashes.get(id);
      if (hashThere === undefined) return [`case "${id}" is in the run of ${first.file}, not in that of ${other.file}`];
      if (hashThere === hash) return [];
      const [one, two] = [hash, hashThere].map((text) => text.slice(0, 8));
      return [`case "${id}" is not the same: its hash is ${one} in ${first.file}, ${two} in ${other.file}`];
    }),
    ...there
      .filter(({ id }) => !ids.has(id))
      .map(({ id }) => `case "${id}" is in the run of ${other.file}, not in that of ${first.file}`),
  ];
  const isReordered = problems.length === 0 && here.some(({ id }, place) => there[place]?.id !== id);
  return isReordered ? [`not the same order of cases in ${first.file} and ${other.file}`] : problems;
}

/** They are no part of a case's hash: a whole run may be judged by others later, but the parts of one have to agree. */
function findMixedExpectations(files: readonly NamedResult[]): readonly string[] {
  const known = new Map<string, { readonly file: string; readonly text: string }>();
  return files.flatMap(({ file, result }) =>
    result.cases.flatMap(({ id, share }) => {
      const text = (share?.expectations ?? []).map(({ expression, level }) => `${level}: ${expression}`).join('\n');
      const other = known.get(id) ?? { file, text };
      known.set(id, other);
      return other.text === text ? [] : [`case "${id}" has other expectations in ${file} than in ${other.file}`];
    }),
  );
}

function findDuplicates(files: readonly NamedResult[]): readonly string[] {
  return [...groupByShard(files)]
    .filter(([, names]) => names.length > 1)
    .sort(([a], [b]) => a - b)
    .map(([index, names]) => `shard ${index}/${totalOf(files)} is there ${names.length} times: ${names.join(', ')}`);
}

function findMissing(files: readonly NamedResult[]): readonly string[] {
  const total = totalOf(files);
  if (total <= 1) return [];
  const there = groupByShard(files);
  // Who wrote the number may have written any: no list is made of it.
  const missing: number[] = [];
  for (let index = 1; index <= total && missing.length < 20; index++) if (!there.has(index)) missing.push(index);
  const count = total - there.size;
  if (count === 0) return [];
  const names = missing.map((index) => `${index}/${total}`).join(', ');
  return [
    `shard${count === 1 ? '' : 's'} ${names}${count > missing.length ? ', …' : ''} ${count === 1 ? 'is' : 'are'} missing`,
  ];
}

/** Machines that cut the cases in different places, though they are the same. */
function findOverlaps(files: readonly NamedResult[]): readonly string[] {
  const ends = new Map<string, { readonly end: number; readonly file: string }[]>();
  const ordered = [...files].sort((a, b) => a.result.shard.index - b.result.shard.index);
  const seen = new Set<number>();
  return ordered.flatMap(({ file, result }) => {
    if (seen.has(result.shard.index)) return [];
    seen.add(result.shard.index);
    return result.cases.flatMap(({ id, share }) => {
      const before = ends.get(id) ?? [];
      const overlapping = before.find(({ end }) => end > (share?.first ?? 0));
      ends.set(id, [...before, { end: (share?.first ?? 0) + (share?.count ?? 0), file }]);
      return overlapping === undefined
        ? []
        : [`case "${id}" has the same iterations in ${overlapping.file} and ${file}`];
    });
  });
}

function groupByShard(files: readonly NamedResult[]): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const { file, result } of files) {
    const { index } = result.shard;
    groups.set(index, [...(groups.get(index) ?? []), file]);
  }
  return groups;
}

function totalOf([first]: readonly NamedResult[]): number {
  return first?.result.shard.total ?? 1;
}
