import type { FaultDefinition } from '../faults/define-fault.ts';
import { type BuiltCase, buildCase, type Overrides } from './build-case.ts';
import { expandMatrix } from './expand-matrix.ts';
import type { FileLookUp } from './file-look-up.ts';
import { interpolate } from './interpolate.ts';
import { type FileAccess, loadTree } from './load-tree.ts';
import { createMap, type LocatedEntry, type LocatedMap } from './located-node.ts';
import { sortProblems } from './place.ts';
import type { Problem } from './problem.ts';
import { emptyNamespace } from './resolve-reference.ts';
import { resolveVariables } from './resolve-variables.ts';
import type { ScenarioCase } from './scenario-case.ts';
import { createScenarioSchema } from './scenario-schema.ts';

/** What a scenario is loaded from. */
export interface ScenarioSource extends FileAccess {
  /** As it was named on the command line, or `builtin:refuse`; `readFile` and `dirname` understand it. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The fault types that there are. */
  readonly faults: readonly FaultDefinition[];
  readonly overrides?: Overrides;
  /** Looks for the files that a case names; without it they are taken to be there. */
  readonly lookUp?: FileLookUp;
}

/** The cases of a scenario, one for each combination of its matrix; or all of its problems, sorted by position. */
export type ScenarioLoading =
  | {
      readonly kind: 'cases';
      readonly cases: readonly ScenarioCase[];
      /** Those that the target of the overrides keeps from running: faults of theirs act on the program that it stands for. */
      readonly unfit: readonly BuiltCase[];
      /** Of all these, those that name a file or a program that is not there. */
      readonly incomplete: readonly BuiltCase[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads, extends, interpolates, expands and checks a scenario file. It connects to nothing and runs nothing, and whatever
 * the text is, it does not throw.
 *
 * @example
 * const loaded = loadScenario({ file: 'refuse.yaml', env: process.env, faults, readFile, resolvePath, dirname });
 * if (loaded.kind === 'problems') for (const problem of loaded.problems) console.error(formatProblem(problem));
 */
export function loadScenario({
  file,
  env,
  faults,
  overrides = {},
  lookUp,
  ...access
}: ScenarioSource): ScenarioLoading {
  const loaded = loadTree(file, access);
  if (loaded.kind === 'problems') return { kind: 'problems', problems: sortProblems(loaded.problems) };

  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const given = withoutNothing(loaded.root);
  const variables = resolveVariables(given.get('vars'), env, report);
  const matrix = given.get('matrix');
  const filledMatrix = matrix && {
    key: matrix.key,
    value: interpolate(matrix.value, { env, var: variables, matrix: emptyNamespace }, report),
  };
  const body = createMap(new Map([...given].filter(([key]) => !isOutside(key))), loaded.root.place);
  const schema = createScenarioSchema(faults.map(({ type }) => type));
  const built = expandMatrix(filledMatrix, report).flatMap(({ labels, values }): readonly BuiltCase[] => {
    const root = interpolate(body, { env, var: variables, matrix: values }, report);
    if (root.kind !== 'map') return [];
    const made = buildCase({ file, labels, definitions: faults, schema, overrides, access, lookUp }, { root, report });
    return made === undefined ? [] : [made];
  });
  if (problems.length > 0) {
    const missing = built.flatMap(({ missingFiles }) => missingFiles);
    return { kind: 'problems', problems: sortProblems([...problems, ...missing]) };
  }
  const isFit = ({ strandedFaults }: BuiltCase): boolean => strandedFaults.length === 0;
  return {
    kind: 'cases',
    cases: built.filter(isFit).map(({ scenario }) => scenario),
    unfit: built.filter((one) => !isFit(one)),
    incomplete: built.filter(({ missingFiles }) => missingFiles.length > 0),
  };
}

/** A key without a value says nothing; in a scenario that extends another it takes the section out. */
function withoutNothing({ entries }: LocatedMap): ReadonlyMap<string, LocatedEntry> {
  return new Map([...entries].filter(([, { value }]) => value.kind !== 'scalar' || value.value !== null));
}

/** What the expanded scenario no longer has. */
function isOutside(key: string): boolean {
  return key === 'vars' || key === 'matrix' || key.startsWith('x-');
}
