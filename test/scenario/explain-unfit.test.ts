import { expect, test } from 'vitest';
import { explainUnfit } from '../../src/scenario/explain-unfit.ts';
import { load } from './scenario-text.ts';

const target = { kind: 'url', url: 'ws://a', headers: {}, rejectUnauthorized: true } as const;

function unfitOf(...faults: readonly string[]) {
  const text = `version: 1
name: a
target: { command: [node, s.js], url: ws://127.0.0.1:1 }
matrix: { n: [x, y] }
faults:
${faults.map((fault) => `  - { ${fault}, with: { action: kill } }\n`).join('')}`;
  const loaded = load(text, { overrides: { target } });
  return loaded.kind === 'cases' ? loaded.unfit : [];
}

test.each([
  [['fault: server'], 'fault "server" in lab/sample.yaml has nothing to act on'],
  [
    ['id: crash, fault: server', 'id: again, fault: server'],
    'fault "crash" in lab/sample.yaml, fault "again" in lab/sample.yaml have nothing to act on',
  ],
])('of cases with %j it says once each what cannot happen', (faults, expected) => {
  expect(explainUnfit(unfitOf(...faults), 'WSCHAOS_TARGET')).toBe(
    `with WSCHAOS_TARGET no server process was started by wschaos, so ${expected}`,
  );
});
