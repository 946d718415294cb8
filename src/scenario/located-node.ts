import type { Place } from './place.ts';

/** A value of YAML 1.2's core schema, each part with the place where it was written. Aliases share their node. */
export type LocatedNode = LocatedScalar | LocatedList | LocatedMap | BrokenNode;

export type ScalarValue = string | number | boolean | null;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  readonly place: Place;
  /** Where the text begins in the source, if it stands there letter by letter: then offsets within it are places. */
  readonly textOffset: number | undefined;
  readonly size: 1;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly LocatedNode[];
  readonly place: Place;
  readonly size: number;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly place: Place;
  /** How many values it would be, with every alias written out. */
  readonly size: number;
}

export interface LocatedEntry {
  readonly key: Place;
  readonly value: LocatedNode;
}

/** A value with a problem that is reported already; nothing more is said about it. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly place: Place;
  readonly size: 1;
}

/** More values than any scenario has. Nested aliases and variables that grow beyond it are refused before they are walked. */
export const maxValues = 20_000;

export function createScalar(value: ScalarValue, place: Place, textOffset?: number): LocatedScalar {
  return { kind: 'scalar', value, place, textOffset, size: 1 };
}

export function createList(items: readonly LocatedNode[], place: Place): LocatedList {
  return { kind: 'list', items, place, size: items.reduce((sum, item) => sum + item.size, 1) };
}

export function createMap(entries: ReadonlyMap<string, LocatedEntry>, place: Place): LocatedMap {
  let size = 1;
  for (const { value } of entries.values()) size += value.size;
  return { kind: 'map', entries, place, size };
}

export function createBroken(place: Place): BrokenNode {
  return { kind: 'broken', place, size: 1 };
}

/** The bare value, for validation; what is broken becomes `undefined`. */
export function toPlain(node: LocatedNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toPlain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toPlain(value)]));
    case 'broken':
      return undefined;
  }
}

/** The node at a path, or `undefined` where there is none. */
export function findNode(root: LocatedNode, path: readonly PropertyKey[]): LocatedNode | undefined {
  return path.reduce<LocatedNode | undefined>((node, key) => {
    if (node?.kind === 'map') return node.entries.get(String(key))?.value;
    if (node?.kind === 'list') return node.items[Number(key)];
    return node?.kind === 'broken' ? node : undefined;
  }, root);
}

/** Where to point for a path: a scalar itself, the key of a collection; where nothing is, what should have held it. */
export function findPlace(root: LocatedNode, path: readonly PropertyKey[]): Place {
  const node = findNode(root, path);
  if (node === undefined) return findPlace(root, path.slice(0, -1));
  const key = node.kind === 'scalar' ? undefined : findKey(root, path);
  return key ?? node.place;
}

/** The key of the entry that a path names. */
export function findKey(root: LocatedNode, path: readonly PropertyKey[]): Place | undefined {
  const parent = path.length === 0 ? undefined : findNode(root, path.slice(0, -1));
  return parent?.kind === 'map' ? parent.entries.get(String(path.at(-1)))?.key : undefined;
}

/** `a list`, `"abc"`, `nothing`: how a message names what was found. */
export function describeNode(node: LocatedNode | undefined): string {
  if (node === undefined || node.kind === 'broken') return 'nothing';
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? quote(node.value) : String(node.value);
}

/** In quotes, on one line, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
