import { expect, expectTypeOf, test } from 'vitest';
import { defineCommand } from '../../src/cli/define-command.ts';

test('a command gets arguments of the types that its parameters have', () => {
  const command = defineCommand({
    name: 'it',
    usage: '[files..]',
    summary: 'Do it.',
    positionals: { files: { type: 'string', array: true } },
    options: { seed: { type: 'string' }, quiet: { type: 'boolean' } },
    examples: [],
    async run({ files, seed, quiet }) {
      expectTypeOf(files).toEqualTypeOf<string[] | undefined>();
      expectTypeOf(seed).toEqualTypeOf<string | undefined>();
      expectTypeOf(quiet).toEqualTypeOf<boolean | undefined>();
      return 0;
    },
  });
  expect(command.name).toBe('it');
});
