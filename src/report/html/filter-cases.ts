import type { CaseResult } from '../../result/run-result.ts';

/** What the user wants to see. */
export interface CaseFilter {
  /** Words that must all be there, in any order. */
  readonly text: string;
  /** `undefined`: every one. */
  readonly status: CaseResult['status'] | undefined;
  readonly tag: string | undefined;
}

export const noFilter: CaseFilter = { text: '', status: undefined, tag: undefined };

/** Gives the cases that fit a filter, in their order; what is searched of each is put together once. */
export function createCaseFilter<Case extends SearchedCase>(
  cases: readonly Case[],
): (filter: CaseFilter) => readonly Case[] {
  const texts = new Map<Case, string>();
  const textFor = (one: Case): string => {
    const text = texts.get(one) ?? textOf(one);
    texts.set(one, text);
    return text;
  };
  return ({ text, status, tag }) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return cases.filter(
      (one) =>
        (status === undefined || one.status === status) &&
        (tag === undefined || one.tags.includes(tag)) &&
        words.every((word) => textFor(one).includes(word)),
    );
  };
}

/** What of a case is searched. */
type SearchedCase = Pick<
  CaseResult,
  'id' | 'name' | 'file' | 'matrix' | 'tags' | 'status' | 'expectations' | 'reason' | 'iterations'
>;

function textOf(one: SearchedCase): string {
  const verdicts = new Set(one.iterations.flatMap(({ verdict, cause }) => [verdict, cause ?? '']));
  const expectations = one.expectations.map(({ expression }) => expression);
  const words = [one.id, one.name, one.file, one.status, one.reason ?? '', ...one.tags, ...Object.values(one.matrix)];
  return [...words, ...expectations, ...verdicts].join('\n').toLowerCase();
}

/** Every tag once, in the order of their names. */
export function listTags(cases: readonly Pick<CaseResult, 'tags'>[]): readonly string[] {
  return [...new Set(cases.flatMap(({ tags }) => tags))].sort();
}
