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
      expect(scenario.client.kind).toBe('reference');
    }
  });

  test('uses every fault type in one file or another, apart from pause', () => {
    const used = new Set(
      names.flatMap(loadBundled).flatMap((each) => each.faults.map(({ definition }) => definition.type)),
    );
    const unused = faults.map(({ type }) => type).filter((type) => !used.has(type));
    expect(unused).toEqual(['pause']);
  });
});

test('the README of the folder lists its files, in order, each with its tags', () => {
  const readme = readFileSync(resolve(folder, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| \[`([\w-]+)`\]\(([\w-]+\.yaml)\) \| ([^|]*) \|/gm)].map(
    ([, ...cells]) => cells,
  );
  expect(rows).toEqual(names.map((name) => [name.replace('.yaml', ''), name, loadBundled(name)[0]?.tags.join(', ')]));
  expect(readme.split('\n').length).toBeLessThanOrEqual(80);
});

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
