import { loadScenarioFiles } from '../../src/runner/load-scenario-files.ts';
import type { ScenarioCase } from '../../src/scenario/scenario-case.ts';
import { makeFolder } from './test-io.ts';

/** The cases of a scenario of this text; a broken text is a broken test. */
export function casesOf(text: string, file = 'it.yaml'): readonly ScenarioCase[] {
  const { cases, problems } = loadScenarioFiles([file], {}, {}, makeFolder({ [file]: text }));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return cases;
}

/** The only case of a scenario: a name, and what the test is about. */
export function caseOf(body: string, name = 'it'): ScenarioCase {
  const text = `version: 1\nname: ${name}\n${body.includes('target:') ? '' : 'target: { builtin: echo }\n'}${body}\n`;
  const [only] = casesOf(text);
  if (only === undefined) throw new Error('the scenario has no case');
  return only;
}
