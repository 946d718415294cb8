import { createMap, describeNode, type LocatedEntry, type LocatedMap, type LocatedNode } from './located-node.ts';
import { type Place, problemAt } from './place.ts';
import type { Problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';

/** The effects that loading needs, injected because this layer is pure. */
export interface FileAccess {
  readonly readFile: (
    path: string,
  ) => { readonly kind: 'text'; readonly text: string } | { readonly kind: 'error'; readonly message: string };
  /** Joins a folder and a path relative to it; an absolute path stays. */
  readonly resolvePath: (folder: string, path: string) => string;
  readonly dirname: (path: string) => string;
}

/** The root map of a scenario, its bases merged in; or all that is wrong with the files. */
export type TreeLoading =
  | { readonly kind: 'tree'; readonly root: LocatedMap }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** A chain through a symbolic link to its own folder never repeats a path. */
const maxChain = 20;

/** Reads a file and those that it extends. Maps merge deeply, lists and scalars replace; `extends` is taken out. */
export function loadTree(file: string, access: FileAccess): TreeLoading {
  const identify = (path: string): string => access.resolvePath('', path);

  const load = (path: string, chain: readonly string[], referrer: Place | undefined): TreeLoading => {
    const reading = access.readFile(path);
    if (reading.kind === 'error') {
      return refuse(problemOf(referrer, path, `cannot read "${path}": ${reading.message}`));
    }
    const parsed = readYaml(path, reading.text);
    if (parsed.kind === 'problems') return parsed;
    const { root } = parsed;
    if (root.kind !== 'map') {
      const where = root.kind === 'list' ? { ...root.place, length: 1 } : root.place;
      return refuse(
        problemAt(where, `a scenario is a map of keys such as "version" and "name", not ${describeNode(root)}`),
      );
    }
    const base = root.entries.get('extends');
    return base === undefined ? { kind: 'tree', root } : extend(root, base, path, chain);
  };

  const extend = (root: LocatedMap, base: LocatedEntry, path: string, chain: readonly string[]): TreeLoading => {
    const { value } = base;
    if (value.kind !== 'scalar' || typeof value.value !== 'string') {
      return refuse(problemAt(value.place, `extends: expected the path of a file, got ${describeNode(value)}`));
    }
    const target = access.resolvePath(access.dirname(path), value.value);
    const files = [...chain, path];
    const start = files.findIndex((other) => identify(other) === identify(target));
    if (start >= 0) {
      const circle = [...files.slice(start), target].join(' → ');
      return refuse(problemAt(value.place, `extends goes round in a circle: ${circle}`));
    }
    if (files.length >= maxChain) {
      return refuse(problemAt(value.place, `extends goes through more than ${maxChain} files`));
    }
    const loaded = load(target, files, value.place);
    if (loaded.kind === 'problems') return loaded;
    return { kind: 'tree', root: merge(loaded.root, withoutExtends(root)) };
  };

  return load(file, [], undefined);
}

function refuse(problem: Problem): TreeLoading {
  return { kind: 'problems', problems: [problem] };
}

function problemOf(referrer: Place | undefined, file: string, message: string): Problem {
  return referrer === undefined
    ? { file, line: 1, column: 1, message, length: 1, source: '' }
    : problemAt(referrer, message);
}

function withoutExtends({ entries, place }: LocatedMap): LocatedMap {
  return createMap(new Map([...entries].filter(([key]) => key !== 'extends')), place);
}

function merge(base: LocatedMap, derived: LocatedMap): LocatedMap {
  const entries = new Map(base.entries);
  for (const [key, entry] of derived.entries) {
    entries.set(key, { key: entry.key, value: mergeValues(base.entries.get(key)?.value, entry.value) });
  }
  return createMap(entries, derived.place);
}

function mergeValues(base: LocatedNode | undefined, derived: LocatedNode): LocatedNode {
  return base?.kind === 'map' && derived.kind === 'map' ? merge(base, derived) : derived;
}
