import { describe, expect, test } from 'vitest';
import { toPlain } from '../../src/scenario/located-node.ts';
import { readYaml } from '../../src/scenario/read-yaml.ts';
import { formatPlace, treeOf } from './scenario-text.ts';

function refusalsOf(text: string): readonly string[] {
  const reading = readYaml('a.yaml', text);
  return reading.kind === 'problems' ? reading.problems.map(formatPlace) : [];
}

describe('reading YAML', () => {
  test('follows the core schema of YAML 1.2', () => {
    const text = 'on: yes\noctal: 0o17\nzero: 012\nnothing: ~\nreal: 1.5\ntruth: true\n';
    expect(toPlain(treeOf(text))).toEqual({ on: 'yes', octal: 15, zero: 12, nothing: null, real: 1.5, truth: true });
  });

  test('does so also when the file claims to be YAML 1.1', () => {
    expect(toPlain(treeOf('%YAML 1.1\n---\na: yes\n'))).toEqual({ a: 'yes' });
  });

  test.each([
    ['an empty file', '', ['1:1 the file is empty; a scenario has at least a version and a name']],
    ['a file of comments', '# nothing\n', ['1:1 the file is empty; a scenario has at least a version and a name']],
    ['indentation by tabs', 'a:\n\tb: 1\n', ['2:1 a tab cannot indent in YAML; use spaces']],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      ['2:1 a second document begins here ("---"); a scenario is one document'],
    ],
    ['an unknown tag', 'a: !foo 1\n', ['1:4 invalid YAML: unresolved tag: !foo']],
    ['bytes that are no text', 'a: \0\x01', ['1:1 the file is not text: character 4 is NUL']],
    [
      'a file of ten megabytes',
      'a'.repeat(10_000_000),
      ['1:1 the file has 10000000 characters; a scenario has at most 1048576'],
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(refusalsOf(text)).toEqual(expected);
  });

  test('reports every syntax error with its place', () => {
    expect(refusalsOf('a: [1\nb: "x\n').map((problem) => problem.split(' ')[0])).toEqual(['2:1', '2:6']);
  });

  test('stops after twenty syntax errors', () => {
    expect(refusalsOf('*a '.repeat(1_000))).toHaveLength(20);
  });

  test.each([
    ['brackets', '['.repeat(100_000), '1:100000 the YAML is nested 100000 levels deep; at most 50'],
    ['dashes', '- '.repeat(20_000), '1:39999 the YAML is nested 20000 levels deep; at most 50'],
  ])('survives a file of %s', (_what, text, expected) => {
    expect(refusalsOf(text)).toEqual([expected]);
  });
});
