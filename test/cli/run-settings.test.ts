import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { readRunSettings } from '../../src/cli/run-settings.ts';

type Args = Parameters<typeof readRunSettings>[0];
const nothing = Object.fromEntries(
  ['target', 'repeat', 'seed', 'timeout', 'jobs', 'reporter', 'output', 'phase'].map((name) => [name, undefined]),
) as unknown as Args;
const read = (args: Partial<Args>, env = {}) => {
  const { reporters, ...settings } = readRunSettings({ ...nothing, ...args }, env);
  return {
    ...settings,
    reporters: reporters.map((one) => [one.kind === 'own' ? one.module : one.reporter.name, one.file]),
  };
};

const defaults = {
  overrides: {},
  target: undefined,
  seed: 1,
  jobs: 'auto',
  maxFailures: undefined,
  reporters: [['table', undefined]],
  output: 'wschaos-results',
};

test.each([
  ['defaults', {}, {}, {}],
  ['a seed for the run and in place of the files', { seed: '7' }, {}, { seed: 7, overrides: { seed: 7 } }],
  [
    'what replays an iteration',
    { repeat: '1', phase: '0.5', timeout: '3s' },
    {},
    { overrides: { repeat: 1, phase: 0.5, timeoutMs: 3000 } },
  ],
  [
    'a target',
    { target: 'builtin:chat' },
    {},
    {
      target: { text: 'builtin:chat', source: '--target' },
      overrides: { target: { kind: 'builtin', server: 'chat', intervalMs: 1000 } },
    },
  ],
  ['trust in any certificate', { insecure: true }, {}, { overrides: { insecure: true } }],
  ['jobs and a limit', { jobs: '2', 'max-failures': '1' }, {}, { jobs: 2, maxFailures: 1 }],
  [
    'variables',
    {},
    { WSCHAOS_REPEAT: '3', WSCHAOS_JOBS: '1', WSCHAOS_REPORTER: 'plain,json:a', WSCHAOS_OUTPUT: 'out' },
    {
      overrides: { repeat: 3 },
      jobs: 1,
      output: 'out',
      reporters: [
        ['plain', undefined],
        ['json', 'a'],
      ],
    },
  ],
  [
    'options before variables',
    { repeat: '2', reporter: ['plain'] },
    { WSCHAOS_REPEAT: '3', WSCHAOS_REPORTER: 'json' },
    { overrides: { repeat: 2 }, reporters: [['plain', undefined]] },
  ],
] as const)('settings are %s', (_what, args, env, expected) => {
  expect(read(args as Partial<Args>, env)).toEqual({ ...defaults, ...expected });
});

test('a seed below 0 is refused', () => {
  const error = new WschaosError('cli.usage', '--seed: expected a whole number from 0 on, got "-1"');
  expect(() => read({ seed: '-1' })).toThrow(error);
});

test('an output without a name is refused', () => {
  const error = new WschaosError('cli.usage', '--output: expected the name of a folder, got ""');
  expect(() => read({ output: '' })).toThrow(error);
});

test('a bad variable is named', () => {
  expect(() => read({}, { WSCHAOS_SEED: 'x' })).toThrow('WSCHAOS_SEED: expected a whole number from 0 on, got "x"');
});
