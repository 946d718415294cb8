import { expect, test } from 'vitest';
import { loadTree } from '../../src/scenario/load-tree.ts';
import { resolveFrom } from '../../src/scenario/resolve-from.ts';
import { createFiles } from './scenario-text.ts';

const files = createFiles({
  'lab/a.yaml': 'extends: ../base/b.yaml\nlisten: { tls: { cert: c.pem } }',
  'base/b.yaml': 'client: { module: m.ts }',
});

test.each([
  ['of a scenario is relative to it', ['listen', 'tls', 'cert'], 'lab'],
  ['that comes from a base is relative to the base', ['client', 'module'], 'base'],
])('a path %s', (_what, path, folder) => {
  const loaded = loadTree('lab/a.yaml', files);
  if (loaded.kind === 'problems') expect.unreachable();
  const from = resolveFrom(path, { root: loaded.root, report: () => expect.unreachable() }, files);
  expect([from.folder, from.resolve('./x.ts'), from.resolve('/abs/x.ts')]).toEqual([
    folder,
    `${folder}/x.ts`,
    '/abs/x.ts',
  ]);
});
