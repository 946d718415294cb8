import { formatSuggestion } from '../base/suggest.ts';
import { createScalar, type LocatedNode, type ScalarValue } from './located-node.ts';
import type { Place } from './place.ts';

/** The environment and the names that a reference can reach. */
export interface Scope {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly var: Namespace;
  readonly matrix: Namespace;
}

export interface Namespace {
  readonly names: readonly string[];
  readonly find: (name: string) => LocatedNode | undefined;
}

export const emptyNamespace: Namespace = { names: [], find: () => undefined };

export type Resolution =
  | { readonly kind: 'node'; readonly node: LocatedNode }
  | { readonly kind: 'problem'; readonly message: string };

/** What the environment gives has no place of its own; whoever refers to it supplies one. */
const nowhere: Place = {
  source: { file: '', text: '', lines: { linePos: () => ({ line: 1, col: 1 }) } },
  offset: 0,
  length: 0,
};

/** Finds what stands between `${` and `}`: `env.URL:-ws://…`, `var.host`, `matrix.hb.interval`. */
export function resolveReference(reference: string, scope: Scope): Resolution {
  const [name = '', fallback] = splitOnce(reference.trim(), ':-');
  const [namespace = '', path] = splitOnce(name, '.');
  if (namespace === 'env' && path !== undefined) return resolveEnvironment(path, fallback, scope.env);
  if ((namespace !== 'var' && namespace !== 'matrix') || path === undefined) {
    return problem(`unknown reference "${reference}"; expected env.NAME, var.NAME or matrix.NAME`);
  }
  if (fallback !== undefined) return problem(`"${reference}": only env takes a default after ":-"`);
  return resolvePath(namespace, path.split('.'), scope[namespace]);
}

function resolveEnvironment(name: string, fallback: string | undefined, env: Scope['env']): Resolution {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  // As in a shell: ":-" also stands in for a variable that is set and empty.
  const text = fallback === undefined ? value : value || fallback;
  if (text !== undefined) return { kind: 'node', node: createScalar(readScalar(text), nowhere) };
  return problem(
    `the environment has no variable "${name}"${formatSuggestion(name, Object.keys(env))}; "\${env.${name}:-…}" gives a default`,
  );
}

function resolvePath(namespace: 'var' | 'matrix', path: readonly string[], { names, find }: Namespace): Resolution {
  let node: LocatedNode | undefined;
  let reached: string = namespace;
  for (const [index, part] of path.entries()) {
    const members = index === 0 ? names : node?.kind === 'map' ? [...node.entries.keys()] : [];
    const next = index === 0 ? find(part) : node?.kind === 'map' ? node.entries.get(part)?.value : undefined;
    if (next === undefined) return problem(describeUnknown(reached, part, members));
    if (next.kind === 'broken') return { kind: 'node', node: next };
    node = next;
    reached = `${reached}.${part}`;
  }
  return node === undefined ? problem(describeUnknown(namespace, '', names)) : { kind: 'node', node };
}

function describeUnknown(reached: string, part: string, members: readonly string[]): string {
  const name = `${reached}.${part}`;
  const valid = members.map((member) => `${reached}.${member}`);
  const known = valid.length === 0 ? `; ${reached} has no members` : `; expected one of ${valid.join(', ')}`;
  const suggestion = formatSuggestion(name, valid);
  return `unknown reference "${name}"${suggestion === '' ? known : suggestion}`;
}

/** A number or a truth value if the text is exactly how one is written, so that nothing is lost when it is text after all. */
function readScalar(text: string): ScalarValue {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function problem(message: string): Resolution {
  return { kind: 'problem', message };
}
