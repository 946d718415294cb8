import { interpolate } from './interpolate.ts';
import { createBroken, describeNode, type LocatedEntry, type LocatedNode } from './located-node.ts';
import { problemAt } from './place.ts';
import type { Problem } from './problem.ts';
import { emptyNamespace, type Namespace, type Scope } from './resolve-reference.ts';

/** Resolves `vars:`, each of which may use the environment and the others, in any order but not in a circle. */
export function resolveVariables(
  vars: LocatedEntry | undefined,
  env: Scope['env'],
  report: (problem: Problem) => void,
): Namespace {
  if (vars === undefined || vars.value.kind === 'broken') return emptyNamespace;
  if (vars.value.kind !== 'map') {
    report(problemAt(vars.value.place, `vars: expected a map of names and values, got ${describeNode(vars.value)}`));
    return emptyNamespace;
  }
  const { entries } = vars.value;
  const resolved = new Map<string, LocatedNode>();
  const underWay: string[] = [];

  const find = (name: string): LocatedNode | undefined => {
    const entry = entries.get(name);
    const known = resolved.get(name);
    if (entry === undefined || known !== undefined) return known;
    const start = underWay.indexOf(name);
    if (start >= 0) {
      const circle = [...underWay.slice(start), name].join(' → ');
      report(problemAt(entry.value.place, `variables go round in a circle: ${circle}`));
      return createBroken(entry.value.place);
    }
    underWay.push(name);
    const value = interpolate(entry.value, { env, var: namespace, matrix: emptyNamespace }, report);
    underWay.pop();
    resolved.set(name, value);
    return value;
  };

  const namespace: Namespace = { names: [...entries.keys()], find };
  for (const name of entries.keys()) find(name);
  return namespace;
}
