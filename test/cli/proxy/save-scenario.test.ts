import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { saveScenario } from '../../../src/cli/proxy/save-scenario.ts';
import { makeFolder } from '../test-io.ts';

const session = { exportScenario: ({ scenarioName = '' } = {}) => `name: ${scenarioName}\n` };

test('a scenario is saved under the first name that is free, and nothing is overwritten', () => {
  const cwd = makeFolder();
  expect(saveScenario(session, cwd)).toBe('scenarios/explored-1.yaml');
  writeFileSync(join(cwd, 'scenarios/explored-2.yaml'), 'mine');
  expect(saveScenario(session, cwd)).toBe('scenarios/explored-3.yaml');
  expect(readFileSync(join(cwd, 'scenarios/explored-2.yaml'), 'utf8')).toBe('mine');
  expect(readFileSync(join(cwd, 'scenarios/explored-3.yaml'), 'utf8')).toBe('name: explored-3\n');
});

test('where nothing can be written that is said', () => {
  const cwd = makeFolder({ scenarios: 'a file' });
  expect(() => saveScenario(session, cwd)).toThrow('cannot write scenarios/explored-1.yaml: ');
});
