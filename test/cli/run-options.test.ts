import { expect, test } from 'vitest';
import { runOptions } from '../../src/cli/run-options.ts';
import { settingVariables } from '../../src/cli/settings.ts';
import { reporters } from '../../src/report/index.ts';

test('every option says what it does', () => {
  const silent = Object.entries(runOptions).filter(([, { describe }]) => describe.length < 10);
  expect(silent).toEqual([]);
});

test.each(Object.entries(settingVariables))('the help of --%s names its variable %s', (option, variable) => {
  const described: Readonly<Record<string, { readonly describe: string }>> = runOptions;
  expect(described[option]?.describe).toContain(`[${variable}]`);
});

test('the help of --reporter names every reporter', () => {
  expect(runOptions.reporter.describe).toContain(reporters.map(({ name }) => name).join(', '));
});
