import { describe, expect, test } from 'vitest';
import { completeValue } from '../../../src/cli/completion/complete-value.ts';
import { commands } from '../../../src/cli/index.ts';
import { faults } from '../../../src/faults/index.ts';
import { reporters } from '../../../src/report/index.ts';

describe('a value that begins so becomes', () => {
  test.each([
    ['a reporter', '--reporter', 'js', ['json', 'jsonl']],
    ['another reporter', '--reporter', 'table,json,jso', ['table,json,jsonl']],
    ['no file of a reporter', '--reporter', 'json:', []],
    ['a fault, which may have options', '--fault', 'rese', ['reset:']],
    ['a schema', 'schema of', 'r', ['results']],
    ['nothing where the shell knows better', '--output', '', []],
    ['nothing for a name that every object has', 'constructor', '', []],
  ])('%s', (_what, name, begun, expected) => {
    expect(completeValue(name, begun, '/')).toEqual(expected);
  });
});

test('all faults and all reporters are there', () => {
  expect(completeValue('faults name', '', '/')).toEqual(faults.map(({ type }) => type));
  expect(completeValue('--reporter', '', '/')).toEqual(reporters.map(({ name }) => name));
});

test('what values are known of are arguments and options that there are', () => {
  const options = commands.flatMap((command) => Object.keys(command.options).map((name) => `--${name}`));
  const positionals = commands.flatMap(({ name, positionals: all }) => Object.keys(all).map((one) => `${name} ${one}`));
  const known = [
    'run files',
    'list files',
    'validate files',
    'tolerance files',
    'proxy url',
    'explore url',
    'faults name',
  ];
  expect(positionals).toEqual(expect.arrayContaining([...known, 'schema of', 'completion shell']));
  const valued = ['target', 'reporter', 'ci', 'trace', 'phase', 'jobs', 'shard', 'search', 'fault', 'tls'];
  expect(options).toEqual(expect.arrayContaining(valued.map((name) => `--${name}`)));
});
