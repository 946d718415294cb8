import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { caseOf } from '../scenario/scenario-text.ts';

/**
 * Reads entries of `faults:` in a scenario that has all that a fault may need.
 * @throws {Error} with what the scenario's reader says of them
 */
export function plansOf(entries: readonly FaultEntry[]): readonly FaultPlan[] {
  const command = ['node', 'program.js'];
  const scenario = {
    ...{ version: 1, name: 'fuzz', target: { command, url: 'ws://127.0.0.1:1' }, client: { type: 'command', command } },
    ...{ listen: { tls: 'self-signed' }, faults: entries },
  };
  // JSON is YAML; what was drawn may look like a reference to a variable.
  return caseOf(JSON.stringify(scenario, null, 1).replaceAll('${', () => '$${')).faults;
}
