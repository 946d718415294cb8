import type { z } from 'zod';
import { formatSuggestion } from '../base/suggest.ts';
import {
  describeNode,
  findKey,
  findNode,
  findPlace,
  type LocatedMap,
  type LocatedNode,
  quote,
} from './located-node.ts';
import { problemAt } from './place.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** How a checked value is reached, and where problems with it go. */
export interface CheckContext {
  readonly root: LocatedMap;
  readonly report: (problem: Problem) => void;
}

/**
 * Validates the value at a path and reports each issue at its place. An issue about a broken value is left out.
 * @returns what the schema makes of it, or `undefined`.
 */
export function check<T>(schema: z.ZodType<T>, value: unknown, path: Path, context: CheckContext): T | undefined {
  const result = schema.safeParse(value, { error: namesOnly });
  if (result.success) return result.data;
  for (const issue of result.error.issues) describe(issue, path, context);
  return undefined;
}

/**
 * The messages here are built from the located value, which zod does not have. In turn only zod has the schema, so the
 * one thing that is needed of it, the valid names of a strict object, travels as the message. Empty: no message of its own.
 */
const namesOnly: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return '';
  const definition = issue.inst?._zod.def as { readonly shape?: object } | undefined;
  return Object.keys(definition?.shape ?? {}).join(' ');
};

function describe(issue: Issue, above: Path, context: CheckContext): void {
  const { root, report } = context;
  const path = [...above, ...issue.path];
  const node = findNode(root, path);
  if (node?.kind === 'broken') return;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) reportUnknownKey(key, path, issue.message.split(' ').filter(Boolean), context);
    return;
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    for (const inner of chooseBranch(issue.errors, node)) describe(inner, path, context);
    return;
  }
  report(problemAt(findPlace(root, path), messageOf(issue, path, node)));
}

/** Reports a key that is not one of the valid ones. */
export function reportUnknownKey(key: string, path: Path, valid: readonly string[], context: CheckContext): void {
  const place = findKey(context.root, [...path, key]) ?? findPlace(context.root, path);
  const where = path.length === 0 ? '' : ` in ${formatPath(path)}`;
  const suggestion = formatSuggestion(key, valid);
  const expected = valid.length === 0 ? '; none is expected' : `; expected one of ${valid.join(', ')}`;
  // In `{ because: slow, but sure }` the comma ends the text, and what follows it is a key without a value.
  const isRest = findNode(context.root, [...path, key])?.place === place;
  const why = isRest ? '; a text with a comma needs quotes here' : suggestion === '' ? expected : suggestion;
  context.report(problemAt(place, `unknown key ${quote(key)}${where}${why}`));
}

/** Of a union's branches the one that was meant: the one whose kind of value is there, with the fewest issues. */
function chooseBranch(branches: readonly (readonly Issue[])[], node: LocatedNode | undefined): readonly Issue[] {
  const isText = node?.kind === 'scalar' && typeof node.value === 'string';
  const misses = (issue: Issue): boolean =>
    issue.path.length === 0 && (issue.code === 'invalid_type' || (issue.code === 'invalid_value' && !isText));
  const meant = branches.filter((branch) => !branch.some(misses));
  const [best = []] = [...(meant.length > 0 ? meant : branches)].sort((a, b) => a.length - b.length);
  return best;
}

function messageOf(issue: Issue, path: Path, node: LocatedNode | undefined): string {
  const name = formatPath(path);
  const own = issue.message;
  if (node === undefined) return describeMissing(issue, path);
  if (issue.code === 'invalid_value' && own === '') return describeUnknown(issue.values.map(String), path, node);
  const options = optionsOf(issue);
  if (options !== undefined) return describeUnknown(options.map(String), path, node);
  if (own !== '') return `${name}: ${own}`;
  const got = describeNode(node);
  switch (issue.code) {
    case 'invalid_type':
      return `${name}: expected ${nouns[issue.expected] ?? issue.expected}, got ${got}`;
    case 'too_small':
      if (issue.origin === 'string') return `${name}: must not be empty`;
      return `${name}: must ${describeBound(issue.origin, 'at least', issue.minimum)}, got ${describeSize(issue.origin, node)}`;
    case 'too_big':
      return `${name}: must ${describeBound(issue.origin, 'at most', issue.maximum)}, got ${describeSize(issue.origin, node)}`;
    case 'invalid_union':
      return `${name}: ${got} fits none of the forms that are possible here`;
    default:
      return `${name}: ${got} is not valid here`;
  }
}

/** The valid discriminators of a union. */
function optionsOf(issue: Issue): readonly unknown[] | undefined {
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
}

function describeMissing(issue: Issue, path: Path): string {
  const where = path.length === 1 ? '' : ` in ${formatPath(path.slice(0, -1))}`;
  const what = `missing key ${quote(String(path.at(-1)))}${where}`;
  const names = issue.code === 'invalid_value' ? issue.values : optionsOf(issue);
  if (names !== undefined) return `${what}; expected ${names.length === 1 ? '' : 'one of '}${names.join(', ')}`;
  return issue.message === '' ? what : `${what}; ${issue.message}`;
}

function describeUnknown(valid: readonly string[], path: Path, node: LocatedNode): string {
  const noun = path.findLast((part) => typeof part === 'string');
  const isText = node.kind === 'scalar' && typeof node.value === 'string';
  const suggestion = isText ? formatSuggestion(String(node.value), valid) : '';
  const expected = valid.length === 1 ? `; expected ${valid[0]}` : `; expected one of ${valid.join(', ')}`;
  return `unknown ${String(noun)} ${describeNode(node)}${suggestion === '' ? expected : suggestion}`;
}

function describeBound(origin: string, relation: 'at least' | 'at most', bound: number | bigint): string {
  if (origin === 'string') return `have ${relation} ${bound} characters`;
  if (origin === 'array') return `have ${relation} ${bound} ${bound === 1 ? 'item' : 'items'}`;
  return `be ${relation} ${bound}`;
}

function describeSize(origin: string, node: LocatedNode): string {
  if (origin === 'array' && node.kind === 'list') return String(node.items.length);
  if (origin === 'string' && node.kind === 'scalar') return String(node.value).length.toString();
  return describeNode(node);
}

/** `faults[0].with.delay`, as messages name a place in the file. */
export function formatPath(path: Path): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two',
  object: 'a map',
  record: 'a map',
};
