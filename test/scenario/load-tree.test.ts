import { describe, expect, test } from 'vitest';
import { loadTree } from '../../src/scenario/load-tree.ts';
import { toPlain } from '../../src/scenario/located-node.ts';
import { createFiles } from './scenario-text.ts';

function plainOf(files: Readonly<Record<string, string>>): unknown {
  const loaded = loadTree('lab/a.yaml', createFiles(files));
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  return toPlain(loaded.root);
}

function refusalsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const loaded = loadTree('lab/a.yaml', createFiles(files));
  if (loaded.kind === 'tree') return [];
  return loaded.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe('extends', () => {
  test('merges maps deeply; lists and scalars replace', () => {
    const files = {
      'lab/a.yaml': 'extends: ../base.yaml\nclient: { heartbeat: { timeout: 2s } }\ntags: [b]\nname: a',
      'base.yaml':
        'name: base\nclient: { type: reference, heartbeat: { mode: ping, timeout: 1s } }\ntags: [x, y]\ntimeout: 5s',
    };
    expect(plainOf(files)).toEqual({
      name: 'a',
      client: { type: 'reference', heartbeat: { mode: 'ping', timeout: '2s' } },
      tags: ['b'],
      timeout: '5s',
    });
  });

  test('is relative to the file in which it stands, through a chain', () => {
    const files = {
      'lab/a.yaml': 'extends: deep/b.yaml\na: 1',
      'lab/deep/b.yaml': 'extends: c.yaml\nb: 1',
      'lab/deep/c.yaml': 'c: 1',
    };
    expect(plainOf(files)).toEqual({ a: 1, b: 1, c: 1 });
  });

  test('keeps the places of a base', () => {
    const loaded = loadTree('lab/a.yaml', createFiles({ 'lab/a.yaml': 'extends: b.yaml', 'lab/b.yaml': '\nname: x' }));
    expect(loaded.kind === 'tree' && loaded.root.entries.get('name')?.value.place).toMatchObject({
      offset: 7,
      source: { file: 'lab/b.yaml' },
    });
  });

  test.each([
    [
      'a circle, with the chain',
      { 'lab/a.yaml': 'extends: b.yaml', 'lab/b.yaml': 'x: 1\nextends: ./a.yaml' },
      ['lab/b.yaml:2:10 extends goes round in a circle: lab/a.yaml → lab/b.yaml → lab/a.yaml'],
    ],
    [
      'a file that extends itself',
      { 'lab/a.yaml': 'extends: a.yaml' },
      ['lab/a.yaml:1:10 extends goes round in a circle: lab/a.yaml → lab/a.yaml'],
    ],
    [
      'a missing base, where it is named',
      { 'lab/a.yaml': 'name: x\nextends: b.yaml' },
      ['lab/a.yaml:2:10 cannot read "lab/b.yaml": no such file'],
    ],
    ['a missing file', {}, ['lab/a.yaml:1:1 cannot read "lab/a.yaml": no such file']],
    [
      'a list of bases',
      { 'lab/a.yaml': 'extends: [b]' },
      ['lab/a.yaml:1:10 extends: expected the path of a file, got a list'],
    ],
    [
      'a base that is no YAML, at its own place',
      { 'lab/a.yaml': 'extends: b.yaml', 'lab/b.yaml': 'x: 1\nx: 2' },
      ['lab/b.yaml:2:1 duplicate key "x"; it stands on line 1 already'],
    ],
    [
      'a list at the top',
      { 'lab/a.yaml': '- a\n- b' },
      ['lab/a.yaml:1:1 a scenario is a map of keys such as "version" and "name", not a list'],
    ],
    [
      'a text at the top',
      { 'lab/a.yaml': '\x7fELF\x02' },
      ['lab/a.yaml:1:1 a scenario is a map of keys such as "version" and "name", not "\x7fELF\\u0002"'],
    ],
  ])('refuses %s', (_what, files, expected) => {
    expect(refusalsOf(files)).toEqual(expected);
  });

  test('refuses a chain that never ends, as a link to its own folder makes one', () => {
    const access = { ...createFiles({}), readFile: () => ({ kind: 'text', text: 'extends: self/a.yaml' }) as const };
    const loaded = loadTree('a.yaml', access);
    expect(loaded.kind === 'problems' && loaded.problems.map(({ message }) => message)).toEqual([
      'extends goes through more than 20 files',
    ]);
  });
});
