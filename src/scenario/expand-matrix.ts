import { createBroken, describeNode, type LocatedEntry, type LocatedNode, quote } from './located-node.ts';
import { problemAt } from './place.ts';
import type { Problem } from './problem.ts';
import type { Namespace } from './resolve-reference.ts';

/** One combination of the matrix. */
export interface Combination {
  /** Key → label of its value, in the order of the keys. */
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Namespace;
}

/** A day of runs; more is a slip of the hand. */
const maxCombinations = 1_000;

interface Axis {
  readonly key: string;
  readonly choices: readonly { readonly label: string; readonly node: LocatedNode }[];
}

/**
 * The cartesian product of the lists of `matrix:`; the last key varies fastest. A scalar labels its case by itself, a map by
 * its member `name`, or else by its position from 1. Without a matrix there is one combination, of nothing. With a bad one
 * there is one whose every value is broken, so that the rest of the file can be checked.
 */
export function expandMatrix(
  matrix: LocatedEntry | undefined,
  report: (problem: Problem) => void,
): readonly Combination[] {
  if (matrix === undefined) return product([]);
  const problems: Problem[] = [];
  const axes = readAxes(matrix.value, (problem) => problems.push(problem));
  const count = axes.reduce((cases, { choices }) => cases * choices.length, 1);
  if (count > maxCombinations) {
    problems.push(problemAt(matrix.key, `the matrix gives ${count} cases; at most ${maxCombinations}`));
  }
  if (problems.length === 0 && matrix.value.kind !== 'broken') return product(axes);
  problems.forEach(report);
  return [{ labels: {}, values: { names: [], find: () => createBroken(matrix.key) } }];
}

function product(axes: readonly Axis[]): readonly Combination[] {
  return axes
    .reduce<readonly (readonly [string, Axis['choices'][number]])[][]>(
      (rows, { key, choices }) => rows.flatMap((row) => choices.map((choice) => [...row, [key, choice] as const])),
      [[]],
    )
    .map((row) => {
      const nodes = new Map(row.map(([key, { node }]) => [key, node]));
      return {
        labels: Object.fromEntries(row.map(([key, { label }]) => [key, label])),
        values: { names: [...nodes.keys()], find: (name: string) => nodes.get(name) },
      };
    });
}

function readAxes(node: LocatedNode, report: (problem: Problem) => void): readonly Axis[] {
  if (node.kind !== 'map') {
    if (node.kind !== 'broken') {
      report(problemAt(node.place, `matrix: expected a map of keys and lists, got ${describeNode(node)}`));
    }
    return [];
  }
  return [...node.entries].flatMap(([key, entry]) => {
    if (!/^[\w-]+$/.test(key)) {
      report(problemAt(entry.key, `matrix: ${quote(key)} cannot be referred to; use letters, digits, "_" and "-"`));
    }
    return readAxis(key, entry.value, report);
  });
}

function readAxis(key: string, node: LocatedNode, report: (problem: Problem) => void): readonly Axis[] {
  if (node.kind === 'broken') return [];
  if (node.kind !== 'list' || node.items.length === 0) {
    const found = node.kind === 'list' ? 'an empty list' : describeNode(node);
    report(problemAt(node.place, `matrix.${key}: expected a list of values or maps, got ${found}`));
    return [];
  }
  const seen = new Set<string>();
  const choices = node.items.flatMap((item, index) => {
    if (item.kind === 'broken') return [];
    if (item.kind === 'list') {
      report(problemAt(item.place, `matrix.${key}[${index}]: expected a value or a map, got a list`));
      return [];
    }
    const label = labelOf(item, index);
    if (seen.has(label)) {
      report(
        problemAt(item.place, `matrix.${key}: two values have the label ${quote(label)}; "name" gives a map its label`),
      );
    }
    seen.add(label);
    return [{ label, node: item }];
  });
  return [{ key, choices }];
}

function labelOf(node: LocatedNode, index: number): string {
  if (node.kind === 'scalar') return String(node.value);
  const name = node.kind === 'map' ? node.entries.get('name')?.value : undefined;
  return name?.kind === 'scalar' ? String(name.value) : String(index + 1);
}
