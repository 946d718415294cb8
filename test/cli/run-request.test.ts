import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/index.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { readRunRequest } from '../../src/cli/run-request.ts';
import { exampleRun } from '../report/example-run.ts';
import { createTestIo, makeFolder } from './test-io.ts';

function read(argv: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const request = parseArguments(['run', ...argv], commands, 80);
  if (request.kind !== 'command') throw new Error('no command');
  const { files: named = [], ...args } = request.args as { files?: string[] } & Parameters<typeof readRunRequest>[1];
  return readRunRequest(named, args, createTestIo({ cwd: makeFolder(files) }));
}

test('what a command line asks for is read once, the baseline included', () => {
  const request = read(['a.yaml', '--seed', '7', '--shard', '2/4', '--baseline', 'base.json'], {
    'base.json': JSON.stringify(exampleRun),
  });
  expect(request).toMatchObject({ files: ['a.yaml'], settings: { seed: 7 }, baseline: { file: 'base.json' } });
  expect(request.place).toEqual({ index: 2, total: 4 });
});

describe('what no change of a file can mend is refused', () => {
  test.each([
    ['a bad number', ['--repeat', 'x'], '--repeat: expected a whole number'],
    ['a bad shard', ['--shard', '5/4'], '--shard: '],
    ['a baseline that is not there', ['--baseline', 'none.json'], `cannot read none.json`],
    ['settings of a comparison without one', ['--tolerance', '5%'], '--tolerance'],
  ])('%s', (_what, argv, message) => {
    expect(() => read(argv)).toThrow(message);
  });
});
