import type { Options } from 'yargs';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { count } from './format-problems.ts';
import { splitList } from './settings.ts';

/** The options that choose cases, for every command that takes them. */
export const selectionOptions = {
  grep: {
    alias: 'g',
    type: 'string',
    requiresArg: true,
    describe: 'Only cases whose id matches this regular expression',
  },
  tag: { type: 'string', array: true, requiresArg: true, describe: 'Only cases with one of these tags (a,b)' },
  'not-tag': { type: 'string', array: true, requiresArg: true, describe: 'No case with one of these tags' },
  case: { type: 'string', array: true, requiresArg: true, describe: 'Only the case with this id; may be repeated' },
} as const satisfies Readonly<Record<string, Options>>;

export interface Selection {
  readonly grep: string | undefined;
  readonly tag: readonly string[] | undefined;
  readonly 'not-tag': readonly string[] | undefined;
  readonly case: readonly string[] | undefined;
}

/**
 * The cases that meet every condition given.
 * @throws {WschaosError} `cli.usage` for an unknown id or a broken expression, `cli.nothing-selected`
 */
export function selectCases(cases: readonly ScenarioCase[], selection: Selection): readonly ScenarioCase[] {
  const { grep, case: ids } = selection;
  const pattern = grep === undefined ? undefined : parsePattern(grep);
  const tags = splitList(selection.tag);
  const forbidden = splitList(selection['not-tag']);
  for (const id of ids ?? []) checkId(id, cases);
  const selected = cases.filter(
    (one) =>
      (ids === undefined || ids.includes(one.id)) &&
      (pattern === undefined || pattern.test(one.id)) &&
      (tags.length === 0 || one.tags.some((tag) => tags.includes(tag))) &&
      !one.tags.some((tag) => forbidden.includes(tag)),
  );
  if (selected.length > 0) return selected;
  throw new WschaosError('cli.nothing-selected', `none of the ${count(cases.length, 'case')} is selected`, {
    hint: 'wschaos list shows their ids and tags.',
  });
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new WschaosError('cli.usage', `--grep: "${text}" is not a regular expression`, { cause });
  }
}

function checkId(id: string, cases: readonly ScenarioCase[]): void {
  const ids = cases.map((one) => one.id);
  if (ids.includes(id)) return;
  throw new WschaosError('cli.usage', `there is no case "${id}"${formatSuggestion(id, ids)}`, {
    hint: `There ${ids.length === 1 ? 'is' : 'are'} ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}.`,
  });
}
