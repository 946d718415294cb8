import { posix } from 'node:path';
import { faults } from '../../src/faults/index.ts';
import type { Overrides } from '../../src/scenario/build-case.ts';
import type { CheckContext } from '../../src/scenario/describe-issues.ts';
import { loadScenario, type ScenarioLoading } from '../../src/scenario/load-scenario.ts';
import type { FileAccess } from '../../src/scenario/load-tree.ts';
import type { LocatedMap, LocatedNode } from '../../src/scenario/located-node.ts';
import type { Problem } from '../../src/scenario/problem.ts';
import { readYaml } from '../../src/scenario/read-yaml.ts';
import type { ScenarioCase } from '../../src/scenario/scenario-case.ts';

/** The least that a scenario needs; three lines. */
export const head = 'version: 1\nname: sample\ntarget: { builtin: echo }\n';

export interface LoadOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  /** Other files by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Files in memory; paths as on POSIX. */
export function createFiles(files: Readonly<Record<string, string>>): FileAccess {
  return {
    readFile(path) {
      const text = files[path];
      return text === undefined ? { kind: 'error', message: 'no such file' } : { kind: 'text', text };
    },
    resolvePath: (folder, path) => (posix.isAbsolute(path) ? posix.normalize(path) : posix.join(folder, path)),
    dirname: posix.dirname,
  };
}

/** Loads a text as `lab/sample.yaml`. */
export function load(text: string, { env = {}, overrides = {}, files = {} }: LoadOptions = {}): ScenarioLoading {
  const file = 'lab/sample.yaml';
  return loadScenario({ file, env, faults, overrides, ...createFiles({ ...files, [file]: text }) });
}

/** `line:column message` of every problem; empty when there are none. */
export function problemsOf(text: string, options?: LoadOptions): readonly string[] {
  const loaded = load(text, options);
  return loaded.kind === 'problems' ? loaded.problems.map(formatPlace) : [];
}

export function formatPlace({ line, column, message }: Problem): string {
  return `${line}:${column} ${message}`;
}

/** The cases of a text that has no problems. */
export function casesOf(text: string, options?: LoadOptions): readonly ScenarioCase[] {
  const loaded = load(text, options);
  if (loaded.kind === 'problems') throw new Error(loaded.problems.map(formatPlace).join('\n'));
  return loaded.cases;
}

/** The one case of a text without a matrix. */
export function caseOf(text: string, options?: LoadOptions): ScenarioCase {
  const [only, ...more] = casesOf(text, options);
  if (only === undefined || more.length > 0) throw new Error(`expected one case, got ${more.length + Number(!!only)}`);
  return only;
}

/** The tree of a YAML text. */
export function treeOf(text: string): LocatedNode {
  const reading = readYaml('sample.yaml', text);
  if (reading.kind === 'problems') throw new Error(reading.problems.map(formatPlace).join('\n'));
  return reading.root;
}

/** The tree of a YAML map, and the problems that are reported about it. */
export function contextOf(text: string): CheckContext & { readonly root: LocatedMap; readonly found: string[] } {
  const root = treeOf(text);
  if (root.kind !== 'map') throw new Error(`expected a map, got a ${root.kind}`);
  const found: string[] = [];
  return { root, found, report: (problem) => void found.push(formatPlace(problem)) };
}
