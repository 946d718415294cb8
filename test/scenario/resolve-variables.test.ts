import { describe, expect, test } from 'vitest';
import { toPlain } from '../../src/scenario/located-node.ts';
import { resolveVariables } from '../../src/scenario/resolve-variables.ts';
import { contextOf } from './scenario-text.ts';

function resolve(text: string): { readonly values: unknown; readonly problems: readonly string[] } {
  const { root, report, found } = contextOf(text);
  const { names, find } = resolveVariables(root.entries.get('vars'), { HOST: 'db' }, report);
  const values = names.map((name) => {
    const node = find(name);
    return [name, node && toPlain(node)] as const;
  });
  return { values: Object.fromEntries(values), problems: found };
}

describe('variables', () => {
  test('may use the environment and each other, in any order', () => {
    const text = `vars:\n  url: ws://\${var.host}:\${var.port}\n  host: \${env.HOST}\n  port: 80\n  same: \${var.port}`;
    expect(resolve(text)).toEqual({ values: { url: 'ws://db:80', host: 'db', port: 80, same: 80 }, problems: [] });
  });

  test('that are not there are none', () => {
    expect(resolve('name: x')).toEqual({ values: {}, problems: [] });
  });

  test('that go round in a circle are refused once', () => {
    const { problems } = resolve(`vars:\n  a: \${var.b}\n  b: x\${var.c}\n  c: \${var.a}`);
    expect(problems).toEqual(['2:6 variables go round in a circle: a → b → c → a']);
  });

  test('cannot use the matrix, which may use them', () => {
    expect(resolve(`vars: { a: "\${matrix.x}" }`).problems).toEqual([
      '1:12 unknown reference "matrix.x"; matrix has no members',
    ]);
  });

  test('must be a map', () => {
    expect(resolve('vars: [1]').problems).toEqual(['1:7 vars: expected a map of names and values, got a list']);
  });

  test('that double each other are refused before they fill the memory', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `  v${i + 1}: \${var.v${i}}\${var.v${i}}`);
    const { problems } = resolve(`vars:\n  v0: ${'x'.repeat(100)}\n${lines.join('\n')}`);
    expect(problems).toEqual(['12:8 longer than 65536 characters, references filled in']);
  });

  test('that are lists of each other are refused likewise', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `  v${i + 1}: ["\${var.v${i}}", "\${var.v${i}}"]`);
    const { problems } = resolve(`vars:\n  v0: [1, 2]\n${lines.join('\n')}`);
    expect(problems).toEqual(['15:8 more than 20000 values, variables written out']);
  });
});
