import { expect, test } from 'vitest';
import { ciServices, listStarterFiles } from '../../../src/cli/init/starter-files.ts';

test('every file is named once, below the folder of the project', () => {
  const names = listStarterFiles(ciServices).map((file) => file.path);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^(?:[\w.-]+\/)*[\w.-]+$/);
});

test('a pipeline is among them only when asked for', () => {
  const count = (services: Parameters<typeof listStarterFiles>[0]): number => listStarterFiles(services).length;
  expect([count([]), count(['github']), count(['gitlab', 'github'])]).toEqual([4, 5, 6]);
});
