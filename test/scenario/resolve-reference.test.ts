import { describe, expect, test } from 'vitest';
import { type Namespace, resolveReference } from '../../src/scenario/resolve-reference.ts';
import { treeOf } from './scenario-text.ts';

function namespaceOf(yaml: string): Namespace {
  const root = treeOf(yaml);
  const entries = root.kind === 'map' ? root.entries : new Map();
  return { names: [...entries.keys()], find: (name) => entries.get(name)?.value };
}

const scope = {
  env: { HOST: 'db', EMPTY: '', PORT: '8080', PIN: '007', DEBUG: 'true' },
  var: namespaceOf('host: a\nlimits: { low: 1, high: 2 }'),
  matrix: namespaceOf('hb: { name: fast, interval: 1s }'),
};

function resolve(reference: string): unknown {
  const resolution = resolveReference(reference, scope);
  if (resolution.kind === 'problem') return resolution.message;
  return resolution.node.kind === 'scalar' ? resolution.node.value : resolution.node.kind;
}

describe('a reference', () => {
  test.each([
    ['to the environment is text', 'env.HOST', 'db'],
    ['to a number in the environment is a number', 'env.PORT', 8080],
    ['to a truth value in the environment is one', 'env.DEBUG', true],
    ['to digits that would not survive stays text', 'env.PIN', '007'],
    ['to an unset variable takes the default', 'env.NOPE:-ws://x:1/y', 'ws://x:1/y'],
    ['to an empty variable takes the default', 'env.EMPTY:-x', 'x'],
    ['to a set variable ignores the default', 'env.HOST:-x', 'db'],
    ['may have an empty default', 'env.NOPE:-', ''],
    ['to an empty variable without a default is empty', 'env.EMPTY', ''],
    ['to a variable gives its value', 'var.host', 'a'],
    ['to a member of a variable gives its value', 'var.limits.high', 2],
    ['to a map gives the map', 'var.limits', 'map'],
    ['to a field of a matrix value gives it', 'matrix.hb.interval', '1s'],
    ['may have spaces around it', ' var.host ', 'a'],
  ])('%s', (_what, reference, expected) => {
    expect(resolve(reference)).toBe(expected);
  });

  test.each([
    ['var.hots', 'unknown reference "var.hots" (did you mean "var.host"?)'],
    ['var.zzzzzz', 'unknown reference "var.zzzzzz"; expected one of var.host, var.limits'],
    ['var.limits.hihg', 'unknown reference "var.limits.hihg" (did you mean "var.limits.high"?)'],
    ['var.host.x', 'unknown reference "var.host.x"; var.host has no members'],
    ['matrix.bh', 'unknown reference "matrix.bh" (did you mean "matrix.hb"?)'],
    ['var.constructor', 'unknown reference "var.constructor"; expected one of var.host, var.limits'],
    ['foo', 'unknown reference "foo"; expected env.NAME, var.NAME or matrix.NAME'],
    ['vars.host', 'unknown reference "vars.host"; expected env.NAME, var.NAME or matrix.NAME'],
    ['', 'unknown reference ""; expected env.NAME, var.NAME or matrix.NAME'],
    ['var.', 'unknown reference "var."; expected one of var.host, var.limits'],
    ['var.host:-x', '"var.host:-x": only env takes a default after ":-"'],
    ['env.HOTS', `the environment has no variable "HOTS"; "\${env.HOTS:-…}" gives a default`],
    ['env.toString', `the environment has no variable "toString"; "\${env.toString:-…}" gives a default`],
    ['env.HOSTS', `the environment has no variable "HOSTS" (did you mean "HOST"?); "\${env.HOSTS:-…}" gives a default`],
  ])('that finds nothing says so: %s', (reference, message) => {
    expect(resolve(reference)).toBe(message);
  });
});
