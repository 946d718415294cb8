import { expect, test } from 'vitest';
import { commands } from '../../src/cli/index.ts';
import { runOptions } from '../../src/cli/run-options.ts';
import { settingVariables } from '../../src/cli/settings.ts';
import { reporters } from '../../src/report/index.ts';
import { readText } from '../architecture/tree.ts';

test('every option says what it does', () => {
  const silent = Object.entries(runOptions).filter(([, { describe }]) => describe.length < 10);
  expect(silent).toEqual([]);
});

test.each(Object.entries(settingVariables))('the help of --%s names its variable %s', (option, variable) => {
  const described: Readonly<Record<string, { readonly describe: string }>> = runOptions;
  expect(described[option]?.describe).toContain(`[${variable}]`);
});

test('the help of --warn-only says that it lets pass what is slower, too', () => {
  expect(runOptions['warn-only'].describe).toContain('slower');
});

test.each(['allow-remote', 'insecure'])('the README names the commands that take --%s', (option) => {
  const takers = commands.filter(({ options }) => option in options).map(({ name }) => `\`${name}\``);
  const sentence = `${takers.slice(0, -1).join(', ')} and ${takers.at(-1)}`;
  expect(readText('README.md').split('\n')).toContainEqual(
    expect.stringMatching(new RegExp(`^${sentence} need \`--allow-remote\`.*\`--insecure\` accepts`)),
  );
});

test('the help of --reporter names every reporter', () => {
  expect(runOptions.reporter.describe).toContain(reporters.map(({ name }) => name).join(', '));
});
