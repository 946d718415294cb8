import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ownProgram } from '../../src/runner/own-program.ts';

test('from source it is run by tsx, in the folder where it stands', () => {
  const beside = new URL('../../src/runner/host/reference-host.ts', import.meta.url).href;
  const { command, cwd } = ownProgram('reference-host-main', beside);
  expect(command).toEqual([process.execPath, '--import', 'tsx', `${cwd}reference-host-main.ts`]);
  expect(existsSync(command[3] ?? '')).toBe(true);
});

test('once built it needs nothing but Node', () => {
  const { command, cwd } = ownProgram('it-main', pathToFileURL('/some where/dist/it.js').href);
  expect({ command, cwd }).toEqual({
    command: [process.execPath, '/some where/dist/it-main.js'],
    cwd: '/some where/dist/',
  });
});
