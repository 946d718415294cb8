import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { ScenarioCase } from '../../src/scenario/scenario-case.ts';
import { halfOpen, herd, pythonPongAge } from './example-texts.ts';
import { casesOf, formatPlace } from './scenario-text.ts';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

function loadBundled(name: string): readonly ScenarioCase[] {
  const loaded = loadScenario({
    file: resolve(folder, name),
    env: {},
    faults,
    readFile: (path) => ({ kind: 'text', text: readFileSync(path, 'utf8') }),
    resolvePath: resolve,
    dirname,
  });
  if (loaded.kind === 'problems') throw new Error(loaded.problems.map(formatPlace).join('\n'));
  return loaded.cases;
}

describe('the bundled scenario', () => {
  test.each(names)('%s has no problems, its name, a description, tags and expectations', (name) => {
    for (const scenario of loadBundled(name)) {
      expect(`${scenario.name}.yaml`).toBe(basename(name));
      expect(scenario.description).toMatch(/\S{3}/);
      expect(scenario.tags.length).toBeGreaterThan(0);
      expect(scenario.expectations.length).toBeGreaterThan(0);
    }
  });

  test('uses every fault type in one file or another', () => {
    const used = new Set(
      names.flatMap(loadBundled).flatMap((each) => each.faults.map(({ definition }) => definition.type)),
    );
    const unused = faults.map(({ type }) => type).filter((type) => !used.has(type));
    expect(unused).toEqual([]);
  });
});

describe('the README of the folder', () => {
  const readme = readFileSync(resolve(folder, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| [A-J]\. [^|]* \| `(\w+)` \| (.*) \|$/gm)].map(([, tag = '', cell = '']) => ({
    tag,
    cell,
  }));

  test('names every file once, in the row of its layer', () => {
    const listed = rows.flatMap(({ tag, cell }) =>
      [...cell.matchAll(/\[`([\w-]+)`\]\(([\w-]+\.yaml)\)/g)].map(([, name, file = '']) => ({ name, file, tag })),
    );
    expect(listed.map(({ file }) => file).sort()).toEqual(names.filter((name) => name !== 'calm.yaml').sort());
    for (const { name, file, tag } of listed) {
      expect(file).toBe(`${name}.yaml`);
      expect([file, loadBundled(file)[0]?.tags]).toEqual([file, expect.arrayContaining([tag])]);
    }
  });

  test('has every failure of the catalogue, or says why a proxy cannot produce it', () => {
    const shown = rows.flatMap(({ cell }) => [...cell.matchAll(/\b([A-J]\d+)\b/g)].map(([id]) => id));
    const impossible = [...(readme.split('## What a proxy cannot do')[1] ?? '').matchAll(/\b([A-J]\d)\b/g)].map(
      ([id]) => id,
    );
    const all = Object.entries(failures).flatMap(([layer, count]) =>
      Array.from({ length: count }, (_, index) => `${layer}${index + 1}`),
    );
    expect(all.filter((id) => !shown.includes(id))).toEqual(['A5', 'A6', 'H8']);
    expect(impossible).toEqual(expect.arrayContaining(['A5', 'A6', 'H8']));
    expect(shown.filter((id) => !all.includes(id))).toEqual([]);
  });

  test('is short', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(80);
  });
});

test('the suite for CI has the seventeen failures that belong in every pipeline', () => {
  expect(names.filter((name) => loadBundled(name)[0]?.tags.includes('ci'))).toHaveLength(17);
});

/** How many real-life failures the catalogue has in each group. */
const failures = { A: 8, B: 5, C: 12, D: 8, E: 18, F: 14, G: 8, H: 9, I: 6, J: 5 };

describe('the example of the format', () => {
  test.each([
    ['a client by its module', halfOpen, ['half-open'], 'module'],
    ['a fleet', herd, ['herd/full-jitter', 'herd/exponential'], 'reference'],
    ['a client in another language', pythonPongAge, ['python-pong-age'], 'command'],
  ])('%s has no problems', (_what, text, ids, kind) => {
    const cases = casesOf(text);
    expect(cases.map(({ id }) => id)).toEqual(ids);
    expect(cases[0]?.client.kind).toBe(kind);
  });
});
