import {
  createBroken,
  createList,
  createMap,
  createScalar,
  type LocatedNode,
  type LocatedScalar,
  maxValues,
} from './located-node.ts';
import { type Place, problemAt } from './place.ts';
import type { Problem } from './problem.ts';
import { type Resolution, resolveReference, type Scope } from './resolve-reference.ts';

/** Characters of one text after interpolation; variables that double each other soon exceed it. */
const maxTextLength = 2 ** 16;
const referencePattern = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;

/**
 * Replaces `${env.X:-default}`, `${var.x}` and `${matrix.x}` in every text below a node; `$${` gives `${`. A text that is one
 * reference alone takes the type of what it names. What comes in is never read again, neither as YAML nor for references.
 */
export function interpolate(root: LocatedNode, scope: Scope, report: (problem: Problem) => void): LocatedNode {
  const done = new Map<LocatedNode, LocatedNode>();
  const fail = (place: Place, message: string): LocatedNode => {
    report(problemAt(place, message));
    return createBroken(place);
  };

  const visit = (node: LocatedNode): LocatedNode => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const made = replace(node);
    const result =
      made.size > maxValues ? fail(made.place, `more than ${maxValues} values, variables written out`) : made;
    done.set(node, result);
    return result;
  };

  const replace = (node: LocatedNode): LocatedNode => {
    switch (node.kind) {
      case 'list':
        return createList(node.items.map(visit), node.place);
      case 'map': {
        const entries = [...node.entries].map(
          ([key, entry]) => [key, { ...entry, value: visit(entry.value) }] as const,
        );
        return createMap(new Map(entries), node.place);
      }
      case 'scalar':
        return typeof node.value === 'string' && node.value.includes('${') ? fill(node, node.value) : node;
      case 'broken':
        return node;
    }
  };

  const fill = (node: LocatedScalar, text: string): LocatedNode => {
    const [lone] = text.matchAll(referencePattern);
    if (lone?.[0] === text && lone[1] !== undefined) return asNode(node, resolveReference(lone[1], scope));
    const parts: string[] = [];
    let end = 0;
    let length = 0;
    let broken = false;
    for (const match of text.matchAll(referencePattern)) {
      const filled = asText(node, match);
      broken ||= filled === undefined;
      parts.push(text.slice(end, match.index), filled ?? '');
      end = match.index + match[0].length;
      length += filled?.length ?? 0;
      if (length > maxTextLength)
        return fail(node.place, `longer than ${maxTextLength} characters, references filled in`);
    }
    return broken ? createBroken(node.place) : createScalar(parts.join('') + text.slice(end), node.place);
  };

  const asNode = (node: LocatedScalar, resolution: Resolution): LocatedNode => {
    if (resolution.kind === 'problem') return fail(node.place, resolution.message);
    const { node: found } = resolution;
    // A collection keeps the places of its parts; a scalar is faulted where it is used.
    return found.kind === 'scalar' ? createScalar(found.value, node.place) : found;
  };

  const asText = (node: LocatedScalar, match: RegExpExecArray): string | undefined => {
    if (match[0] === '$${') return '${';
    const at = placeWithin(node, match.index, match[0].length);
    const reference = match[1];
    if (reference === undefined) {
      fail(at, `"\${" without a "}"; write "$\${" for the characters themselves`);
      return undefined;
    }
    const resolution = resolveReference(reference, scope);
    if (resolution.kind === 'problem') fail(at, resolution.message);
    else if (resolution.node.kind === 'scalar') return String(resolution.node.value ?? '');
    else if (resolution.node.kind !== 'broken') fail(at, describeCollection(reference, resolution.node));
    return undefined;
  };

  return visit(root);
}

/** The place of a part of a scalar's text; the whole scalar where the source spells it differently. */
export function placeWithin({ place, textOffset }: LocatedScalar, start: number, length: number): Place {
  return textOffset === undefined ? place : { source: place.source, offset: textOffset + start, length };
}

function describeCollection(reference: string, node: LocatedNode): string {
  const members = node.kind === 'map' ? `; name one of its members: ${[...node.entries.keys()].join(', ')}` : '';
  return `"\${${reference}}" is a ${node.kind} and cannot stand within a text${members}`;
}
