import { expect, test } from 'vitest';
import { checkLongOptions, checkParsed } from '../../src/cli/check-options.ts';
import { run } from '../../src/cli/run.ts';
import { schema } from '../../src/cli/schema.ts';

const options = { seed: { type: 'string' }, quiet: { type: 'boolean' } } as const;

test.each([
  ['known ones', ['--seed', '1', '--quiet', '--no-quiet', '--seed=x=y', '--help', '--version']],
  ['letters and words', ['-z', 'word', '-']],
])('words pass: %s', (_what, words) => {
  expect(() => checkLongOptions(words, options, 'run')).not.toThrow();
});

test.each([
  ['--sede', 'unknown option "--sede" (did you mean "--seed"?)'],
  ['--no-seed', 'unknown option "--no-seed" (did you mean "--seed"?)'],
  ['--toString', 'unknown option "--toString"'],
  ['--help=me', '--help takes no value'],
])('%s is refused', (word, message) => {
  expect(() => checkLongOptions([word], options, 'run')).toThrow(message);
});

test('what stands behind -- joins the list of a command, and is too much for one without', () => {
  expect(checkParsed({ _: ['run', '-a'], $0: 'wschaos', files: ['b'] }, run, {})).toEqual({ files: ['b', '-a'] });
  expect(() => checkParsed({ _: ['schema', '-a'], $0: 'wschaos' }, schema, {})).toThrow('unexpected argument "-a"');
});
