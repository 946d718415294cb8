import { expect, test } from 'vitest';
import { formatScenario } from '../../src/scenario/format-scenario.ts';
import { readYaml } from '../../src/scenario/read-yaml.ts';
import type { ScenarioDraft } from '../../src/scenario/scenario-draft.ts';

const draft: ScenarioDraft = {
  comment: 'Saved by hand.',
  name: 'explored',
  description: 'reset: RST to both sides.',
  target: { builtin: 'echo' },
  client: { value: 'external', comment: 'Whoever dials.' },
  faults: [{ value: { fault: 'reset', at: '500ms' } }, { value: { fault: 'refuse' }, comment: 'Still there.' }],
  repeat: { count: 3 },
  timeout: '10s',
  expect: [{ value: 'detection.max < 500ms', comment: 'seen: 1 ms' }, { value: 'recovered == 100%' }],
};

test('a draft becomes a file with its comments', () => {
  expect(formatScenario(draft)).toBe(`# Saved by hand.

version: 1
name: explored
description: "reset: RST to both sides."
target:
  builtin: echo
# Whoever dials.
client: external
faults:
  - fault: reset
    at: 500ms
  # Still there.
  - fault: refuse
repeat:
  count: 3
timeout: 10s
expect:
  # seen: 1 ms
  - detection.max < 500ms
  - recovered == 100%
`);
});

test.each([
  ['a comment', { comment: 'one\r\u2028name: stolen\nversion: 2' }],
  ['a description', { description: '- a\n# b\nname: stolen' }],
  ['an expectation', { expect: [{ value: 'a: b #c', comment: 'x\ny' }] }],
] as const)('whatever stands in %s, the file stays what it is', (_what, part) => {
  const reading = readYaml('draft.yaml', formatScenario({ ...draft, ...part }));
  expect(reading).toMatchObject({ kind: 'tree' });
  if (reading.kind !== 'tree' || reading.root.kind !== 'map') throw new Error('no map');
  expect(reading.root.entries.get('name')?.value).toMatchObject({ value: 'explored' });
  expect(reading.root.entries.get('version')?.value).toMatchObject({ value: 1 });
});
