import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import {
  createBroken,
  createList,
  createMap,
  createScalar,
  type LocatedEntry,
  type LocatedMap,
  type LocatedNode,
  maxValues,
  quote,
  type ScalarValue,
} from './located-node.ts';
import { type Place, problemAt, type SourceText } from './place.ts';
import type { Problem } from './problem.ts';

/** What a file says, or everything that keeps it from being read. */
export type YamlReading =
  | { readonly kind: 'tree'; readonly root: LocatedNode }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Turns yaml's nodes into located ones: aliases shared, merge keys merged, duplicate and odd keys reported. */
export function convertYaml(contents: ParsedNode, source: SourceText): YamlReading {
  const problems: Problem[] = [];
  // In document order, so an alias finds the last node that was anchored under its name, as YAML 1.2.2 §7.1 wants it.
  const anchors = new Map<string, LocatedNode | undefined>();

  const placeOf = ({ range }: { readonly range?: readonly number[] | null }): Place => {
    const [start = 0, end = start] = range ?? [];
    return { source, offset: start, length: end - start };
  };

  const fail = (place: Place, message: string): LocatedNode => {
    problems.push(problemAt(place, message));
    return createBroken(place);
  };

  const convert = (node: ParsedNode): LocatedNode => {
    const place = placeOf(node);
    if (isAlias(node)) return findAnchored(node.source, place);
    if (node.anchor !== undefined) anchors.set(node.anchor, undefined);
    const converted = convertContents(node, place);
    if (node.anchor !== undefined) anchors.set(node.anchor, converted);
    return converted;
  };

  const convertContents = (node: ParsedNode, place: Place): LocatedNode => {
    if (isScalar(node)) return createScalar(node.value as ScalarValue, place, findText(node, place));
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item as ParsedNode));
      return bounded(createList(items, place));
    }
    return isMap(node) ? bounded(convertMap(node, place)) : fail(place, 'not a value');
  };

  const findAnchored = (name: string, place: Place): LocatedNode => {
    if (!anchors.has(name)) return fail(place, `unknown alias "*${name}"; "&${name}" must stand above it`);
    return anchors.get(name) ?? fail(place, `the alias "*${name}" stands within what it names`);
  };

  const bounded = (node: LocatedNode): LocatedNode =>
    node.size > maxValues
      ? fail(node.place, `more than ${maxValues} values, aliases written out; a scenario has a few dozen`)
      : node;

  const convertMap = (map: YAMLMap, place: Place): LocatedMap => {
    const entries = new Map<string, LocatedEntry>();
    const merged: LocatedMap[] = [];
    for (const pair of map.items) {
      const keyNode = pair.key as ParsedNode;
      const key = placeOf(keyNode);
      const valueNode = pair.value as ParsedNode | null;
      const value = valueNode === null ? createScalar(null, key) : convert(valueNode);
      const name = isScalar(keyNode) ? nameOf(keyNode) : undefined;
      const first = name === undefined ? undefined : entries.get(name);
      if (name === undefined) fail(key, 'a key must be a plain name');
      else if (name === '__proto__') fail(key, 'the key "__proto__" is not allowed');
      else if (isMergeKey(keyNode)) merged.push(...mergedMaps(value));
      else if (first !== undefined)
        fail(key, `duplicate key ${quote(name)}; it stands on line ${lineOf(first)} already`);
      else entries.set(name, { key, value });
    }
    for (const other of merged) {
      for (const [name, entry] of other.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return createMap(entries, place);
  };

  const lineOf = ({ key }: LocatedEntry): number => source.lines.linePos(key.offset).line;

  const mergedMaps = (value: LocatedNode): readonly LocatedMap[] => {
    const parts = value.kind === 'list' ? value.items : [value];
    return parts.flatMap((part) => {
      if (part.kind === 'map') return [part];
      if (part.kind !== 'broken') fail(part.place, 'the merge key "<<" takes a map or a list of maps');
      return [];
    });
  };

  const root = convert(contents);
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'tree', root };
}

function nameOf({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value));
}

function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** Where the value of a plain or quoted scalar begins, if the source holds it letter by letter. */
function findText({ value, type }: Scalar, { source, offset, length }: Place): number | undefined {
  if (typeof value !== 'string') return undefined;
  const quotes = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
  const written = source.text.slice(offset + quotes, offset + length - quotes);
  return written === value ? offset + quotes : undefined;
}
