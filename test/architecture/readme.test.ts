import { describe, expect, test } from 'vitest';
import { formatMetricTable, replaceSections } from './readme-sections.ts';
import { readmeSections } from './readme-sources.ts';
import { readText } from './tree.ts';

describe('README.md', () => {
  test.each(Object.keys(readmeSections))('agrees with the code on %s (npm run readme rewrites it)', (name) => {
    const readme = readText('README.md');
    expect(readme).toBe(replaceSections(readme, { [name]: readmeSections[name] ?? '' }));
  });
});

describe('a generated section', () => {
  const readme = 'a\n<!-- x:start -->\nold\n<!-- x:end -->\nb\n';

  test('replaces what stood between its markers, and nothing else', () => {
    expect(replaceSections(readme, { x: 'new' })).toBe('a\n<!-- x:start -->\nnew\n<!-- x:end -->\nb\n');
  });

  test.each([
    ['without markers', 'a\n'],
    ['with one marker', 'a\n<!-- x:start -->\n'],
    ['with its markers the wrong way round', '<!-- x:end -->\n<!-- x:start -->\n'],
    ['with its markers twice', readme + readme],
  ])('is refused in a text %s', (_what, text) => {
    expect(() => replaceSections(text, { x: 'new' })).toThrow(
      'README.md must hold <!-- x:start --> and then <!-- x:end -->, once each',
    );
  });

  test('keeps a table whole when a cell holds a bar or a line break', () => {
    expect(formatMetricTable([{ name: 'a', unit: 'share', summary: 'one | two\nthree' }])).toBe(
      '| metric | unit | definition |\n| --- | --- | --- |\n| `a` | share, 0 to 1 | one \\| two three |',
    );
  });
});
