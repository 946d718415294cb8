import { expect, it } from 'vitest';
import { replayCommand } from '../../src/report/replay-command.ts';
import { caseOf, iteration } from './example-run.ts';

it.each([
  [
    'case, phase and seed',
    {},
    0.525,
    'wschaos run scenarios/refuse.yaml --case refuse --repeat 1 --phase 0.525 --seed 7',
  ],
  [
    'the phase "none" where none was used',
    {},
    null,
    'wschaos run scenarios/refuse.yaml --case refuse --repeat 1 --phase none --seed 7',
  ],
  [
    'quotes where a shell needs them',
    { file: 'my scenarios/it.yaml', id: "it's/a b" },
    null,
    "wschaos run 'my scenarios/it.yaml' --case 'it'\\''s/a b' --repeat 1 --phase none --seed 7",
  ],
  [
    'a bundled scenario',
    { file: 'builtin:refuse' },
    1 / 3,
    'wschaos run builtin:refuse --case refuse --repeat 1 --phase 0.333333 --seed 7',
  ],
])('has %s', (_title, changes, phase, expected) => {
  expect(replayCommand(caseOf(changes), iteration({ phase }))).toBe(expected);
});

it('says what it lacks where a secret was left out', () => {
  const command = replayCommand(caseOf(), iteration(), ['--target', 'ws://a/?token=redacted']);
  expect(command).toMatch(/ --target 'ws:\/\/a\/\?token=redacted' {2}# put in the secret for "redacted"$/);
});
