import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpolate } from '../../src/scenario/interpolate.ts';
import { createScalar, toPlain } from '../../src/scenario/located-node.ts';
import { problemAt } from '../../src/scenario/place.ts';
import type { Scope } from '../../src/scenario/resolve-reference.ts';
import { formatPlace, treeOf } from './scenario-text.ts';

const values = treeOf('n: 5\nt: text\nm: { a: 1 }\nl: [1, 2]\nnone: null');
const scope: Scope = {
  env: { EVIL: 'x"\n- reset: {{*}} &a', TRICKY: `\${var.t}` },
  var: {
    names: ['n', 't', 'm', 'l', 'none'],
    find: (name) => (values.kind === 'map' ? values.entries.get(name)?.value : undefined),
  },
  matrix: { names: [], find: () => undefined },
};

function fill(text: string): { readonly value: unknown; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const node = interpolate(treeOf(text), scope, (problem) => problems.push(formatPlace(problem)));
  return { value: toPlain(node), problems };
}

describe('interpolation', () => {
  test.each([
    ['a lone reference keeps its type', `a: \${var.n}`, { a: 5 }],
    ['a lone reference may be a map', `a: \${var.m}`, { a: { a: 1 } }],
    ['a lone reference may be a list', `a: \${var.l}`, { a: [1, 2] }],
    ['a reference within a text is text', `a: x\${var.n}y\${var.t}`, { a: 'x5ytext' }],
    ['nothing within a text is empty', `a: x\${var.none}y`, { a: 'xy' }],
    ['two dollars escape', `a: $\${var.n} and \${var.n}`, { a: `\${var.n} and 5` }],
    ['an escape alone stays text', `a: $\${var.n}`, { a: `\${var.n}` }],
    ['keys are left alone', `"\${var.n}": 1`, Object.fromEntries([[`\${var.n}`, 1]])],
    ['lists and maps are walked', `a: [{ b: "\${var.n}" }]`, { a: [{ b: 5 }] }],
    ['other scalars stay as they are', 'a: [1, true, null, $x, "{}"]', { a: [1, true, null, '$x', '{}'] }],
    ['what comes in is not read as YAML', `a: \${env.EVIL}`, { a: scope.env.EVIL }],
    ['what comes in is not read for references', `a: \${env.TRICKY}!`, { a: `\${var.t}!` }],
  ])('%s', (_what, text, expected) => {
    expect(fill(text)).toEqual({ value: expected, problems: [] });
  });

  test.each([
    [
      'at its place within the text',
      `a: ws://\${var.tt}/x`,
      ['1:9 unknown reference "var.tt" (did you mean "var.t"?)'],
    ],
    ['within quotes likewise', `a: "x \${var.tt}"`, ['1:7 unknown reference "var.tt" (did you mean "var.t"?)']],
    [
      'at the scalar where escapes shift it',
      `a: "\\x41 \${var.tt}"`,
      ['1:4 unknown reference "var.tt" (did you mean "var.t"?)'],
    ],
    [
      'each of several',
      `a: \${foo} \${bar}`,
      [
        '1:4 unknown reference "foo"; expected env.NAME, var.NAME or matrix.NAME',
        '1:11 unknown reference "bar"; expected env.NAME, var.NAME or matrix.NAME',
      ],
    ],
    ['when it never ends', `a: x\${var.n`, [`1:5 "\${" without a "}"; write "$\${" for the characters themselves`]],
    [
      'when a map stands within a text',
      `a: x\${var.m}`,
      [`1:5 "\${var.m}" is a map and cannot stand within a text; name one of its members: a`],
    ],
    ['when a list does', `a: x\${var.l}`, [`1:5 "\${var.l}" is a list and cannot stand within a text`]],
  ])('reports a bad reference %s', (_what, text, expected) => {
    expect(fill(text)).toEqual({ value: { a: undefined }, problems: expected });
  });

  test('leaves any text without a dollar as it is', () => {
    const { place } = treeOf('x');
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('$'));
        const node = interpolate(createScalar(text, place), scope, () => expect.unreachable());
        expect(toPlain(node)).toBe(text);
      }),
    );
  });

  test('of an escaped text gives the text back', () => {
    const { place } = treeOf('x');
    const escaped = (text: string): string => text.replaceAll(`\${`, () => `$\${`);
    const pieces = fc.array(fc.constantFrom(`\${`, '}', 'var.n', 'x', '{', ' '));
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const report = (): void => expect.unreachable();
        expect(toPlain(interpolate(createScalar(escaped(text), place), scope, report))).toBe(text);
      }),
    );
  });

  test('points a value of a map to where it was written, a scalar to where it is used', () => {
    const node = interpolate(treeOf(`a: \${var.m}\nb: \${var.n}`), scope, () => expect.unreachable());
    const placeOf = (key: string): string => {
      const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
      return entry === undefined ? '' : formatPlace(problemAt(entry.value.place, key));
    };
    expect([placeOf('a'), placeOf('b')]).toEqual(['3:4 a', '2:4 b']);
  });
});
