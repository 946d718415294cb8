import { WschaosError } from '../base/error.ts';
import { explainUnfit } from '../scenario/explain-unfit.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { count } from './format-problems.ts';
import type { LoadedCases } from './load-cases.ts';
import { type Selection, selectCases } from './select-cases.ts';

/** What is to run, and what is to be said about the rest. */
export interface ChosenCases {
  readonly cases: readonly ScenarioCase[];
  /** One line, when cases that were selected are left out. */
  readonly warning: string | undefined;
}

/**
 * Selects cases, and leaves out those that cannot run with the target that `source` gave (`--target`): a whole suite is good
 * for a server of the user's, too. Who names such a case, or nothing but such cases, is told that it cannot be.
 * @throws {WschaosError} `scenario.unfit`; as `selectCases` does
 */
export function chooseCases({ cases, unfit }: LoadedCases, selection: Selection, source = '--target'): ChosenCases {
  const selected = selectCases([...cases, ...unfit.map(({ scenario }) => scenario)], selection);
  const lost = unfit.filter(({ scenario }) => selected.includes(scenario));
  if (lost.length === 0) return { cases: selected, warning: undefined };
  const why = explainUnfit(lost, source);
  const fit = cases.filter((one) => selected.includes(one));
  if (fit.length === 0 || selection.case?.some((id) => lost.some(({ scenario }) => scenario.id === id))) {
    throw new WschaosError('scenario.unfit', why, {
      hint: `Leave ${source} out, and wschaos starts the scenario's own server; or leave such cases out, with --not-tag or -g.`,
    });
  }
  const ids = lost.map(({ scenario }) => scenario.id);
  return {
    cases: fit,
    warning: `${count(ids.length, 'case')} left out (${ids.join(', ')}): ${why}; --not-tag or -g leaves cases out without a word`,
  };
}
