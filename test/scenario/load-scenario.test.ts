import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { caseOf, casesOf, head, load, problemsOf } from './scenario-text.ts';

describe('a matrix', () => {
  const text = `${head}client:
  type: reference
  heartbeat: { mode: ping, interval: "\${matrix.hb.interval}", maxMissed: "\${matrix.missed}" }
matrix:
  hb:
    - { name: fast, interval: \${var.fast}, worst: 1100ms }
    - { name: normal, interval: 1s, worst: 1600ms }
  missed: [1, 2]
vars: { fast: 500ms }
expect:
  - detection.max < \${matrix.hb.worst}
`
    .replace('interval: ${var', 'interval: "${var')
    .replace('.fast},', '.fast}",');

  test('gives one case for each combination', () => {
    const cases = casesOf(text);
    expect(cases.map(({ id }) => id)).toEqual(['sample/fast/1', 'sample/fast/2', 'sample/normal/1', 'sample/normal/2']);
    expect(cases.map(({ matrix }) => matrix)[2]).toEqual({ hb: 'normal', missed: '1' });
    expect(cases.map(({ expectations }) => expectations[0]?.value)).toEqual([1_100, 1_100, 1_600, 1_600]);
    expect(cases[1]?.client).toMatchObject({ policy: { heartbeat: { intervalMs: 500, maxMissed: 2 } } });
    expect(new Set(cases.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  test('reports what is wrong in every case once', () => {
    expect(problemsOf(`${text}  - nonsense < 5s`)).toHaveLength(1);
  });

  test('reports what is wrong in one case where it was written', () => {
    expect(problemsOf(`${head}timeout: "\${matrix.t.for}"\nmatrix: { t: [{ for: 5s }, { for: 5 }] }`)).toEqual([
      '4:10 timeout: a duration needs a unit: "5ms" or "5s"?',
    ]);
  });

  test('with problems does not hide those of the rest', () => {
    expect(problemsOf(`${head}matrix: { a: 1 }\ntimeout: "\${matrix.a}"\nrepeat: 0`)).toEqual([
      '4:14 matrix.a: expected a list of values or maps, got 1',
      '6:9 repeat: must be at least 1, got 0',
    ]);
  });
});

describe('a reference that finds nothing', () => {
  test('is one problem, not also a bad duration', () => {
    expect(problemsOf(`${head}timeout: \${var.limit}\nvars: { limt: 5s }`)).toEqual([
      '4:10 unknown reference "var.limit" (did you mean "var.limt"?)',
    ]);
  });

  test('to the environment may have a default', () => {
    const text = `version: 1\nname: a\ntarget: \${env.TARGET:-ws://127.0.0.1:8080}\nrepeat: \${env.REPEAT:-3}`;
    expect(caseOf(text)).toMatchObject({ target: { url: 'ws://127.0.0.1:8080' }, repeat: { count: 3 } });
    const env = { TARGET: 'ws://db:1', REPEAT: '8' };
    expect(caseOf(text, { env })).toMatchObject({ target: { url: 'ws://db:1' }, repeat: { count: 8 } });
  });
});

describe('extends', () => {
  test('brings in what is shared', () => {
    const files = { 'lab/base.yaml': 'version: 1\ntarget: { builtin: echo }\ntimeout: 5s\nclient: reference' };
    const made = caseOf('extends: base.yaml\nname: derived\ntimeout: 6s', { files });
    expect(made).toMatchObject({ name: 'derived', timeoutMs: 6_000, target: { server: 'echo' } });
  });

  test('reports the problems of a base at its file and line', () => {
    const files = { 'lab/base.yaml': '# shared\ntimeout: 5\n' };
    const loaded = load(`${head}extends: base.yaml\nrepeat: 0`, { files });
    expect(
      loaded.kind === 'problems' &&
        loaded.problems.map(({ file, line, column, source }) => [file, line, column, source]),
    ).toEqual([
      ['lab/base.yaml', 2, 10, '# shared\ntimeout: 5\n'],
      ['lab/sample.yaml', 5, 9, `${head}extends: base.yaml\nrepeat: 0`],
    ]);
  });

  test('can take a section out with nothing', () => {
    const files = { 'lab/base.yaml': `${head}measure: { from: gone }` };
    expect(problemsOf('extends: base.yaml\nmeasure:', { files })).toEqual([]);
  });
});

test('anchors and merge keys work below x- keys', () => {
  const text = `${head}x-cut: &cut { fault: reset, at: 1s }\nfaults:\n  - { <<: *cut, id: a }\n  - { <<: *cut, id: b, at: 2s }`;
  expect(caseOf(text).faults.map(({ id, start }) => [id, start])).toEqual([
    ['a', { kind: 'at', offsetMs: 1_000 }],
    ['b', { kind: 'at', offsetMs: 2_000 }],
  ]);
});

describe('bad input', () => {
  test.each([
    ['an empty file', '', '1:1 the file is empty; a scenario has at least a version and a name'],
    ['a list', '- version: 1', '1:1 a scenario is a map of keys such as "version" and "name", not a list'],
    ['binary garbage', '\x00\x01\xff\xfe', '1:1 the file is not text: character 1 is NUL'],
    ['ten megabytes', 'x'.repeat(10_000_000), '1:1 the file has 10000000 characters; a scenario has at most 1048576'],
    ['tabs', `${head}client:\n\ttype: reference`, '5:1 a tab cannot indent in YAML; use spaces'],
    ['a duplicate key', `${head}name: again`, '4:1 duplicate key "name"; it stands on line 2 already'],
    [
      'a circle of extends',
      'extends: ./sample.yaml',
      '1:10 extends goes round in a circle: lab/sample.yaml → lab/sample.yaml',
    ],
    ['a missing base', 'extends: base.yaml', '1:10 cannot read "lab/base.yaml": no such file'],
  ])('is refused: %s', (_what, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  const access = { resolvePath: posix.join, dirname: posix.dirname, file: 'a.yaml', env: { HOME: '/' }, faults };

  /** Text that is close to a scenario, so that it gets far. */
  const pieces = fc.constantFrom(
    ...[
      'version: 1\n',
      'name: a\n',
      'target: ws://a\n',
      'faults:\n',
      '  - fault: reset\n',
      '    at: 1s\n',
      'extends: a.yaml\n',
    ],
    ...[
      'matrix: { a: [1, 2] }\n',
      'vars: { a: *b }\n',
      'x-a: &b [1]\n',
      `\${var.a}`,
      `"\${matrix.a}"`,
      '${',
      '<<: *b\n',
      'repeat: ',
    ],
    ...[
      '{',
      '}',
      '[',
      ']',
      ': ',
      '- ',
      '\n',
      '  ',
      '\t',
      '"',
      "'",
      '|',
      '>',
      '#',
      '&b ',
      '*b',
      '!!str ',
      '%YAML 1.1\n',
      '---\n',
    ],
    ...[
      '__proto__: 1\n',
      'constructor: 1\n',
      'expect: [detection < 1s]\n',
      'null',
      '~',
      '1',
      '.inf',
      '.nan',
      '-0',
      '0x1',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  );

  test('of any kind gives cases or problems, sorted and in the file, and is never thrown', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const loaded = loadScenario({ ...access, readFile: () => ({ kind: 'text', text }) });
        if (loaded.kind === 'cases') {
          expect(loaded.cases.length).toBeGreaterThan(0);
          return;
        }
        expect(loaded.problems.length).toBeGreaterThan(0);
        for (const { line, column, length } of loaded.problems) {
          expect(Math.min(line, column, length)).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
        }
        const places = loaded.problems.filter(({ file }) => file === 'a.yaml').map(({ line }) => line);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });
});
