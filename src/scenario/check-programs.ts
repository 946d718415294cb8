import type { Side } from '../faults/action.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { CheckContext } from './describe-issues.ts';
import { findPlace } from './located-node.ts';
import { problemAt } from './place.ts';

/**
 * Whether wschaos starts the program of a side; `undefined` where that is not known, because it has problems of its own;
 * `replaced`: it would, but the command line names another in its place.
 */
export type Programs = Readonly<Record<Side, boolean | 'replaced' | undefined>>;

const needed = {
  server: "the server's process, so the target must be a command: target: { command: [...], url: ... }",
  client:
    "the client's process, so the client must be one that is started: client: { type: command, command: [...] }, or a module",
} as const;

/**
 * Checks that the faults on processes have one to act on. `ids` are those of all faults, in the order of the file.
 * @returns the ids of those whose program is replaced: the file is as good as ever, but cannot run so
 */
export function checkPrograms(
  plans: readonly FaultPlan[],
  ids: readonly string[],
  programs: Programs,
  { root, report }: CheckContext,
): readonly string[] {
  const stranded: string[] = [];
  for (const { id, definition } of plans) {
    if (definition.appliesTo !== 'process') continue;
    const { type, program } = definition;
    if (programs[program] === 'replaced') stranded.push(id);
    if (programs[program] === false) {
      report(problemAt(findPlace(root, ['faults', ids.indexOf(id), 'fault']), `"${type}" acts on ${needed[program]}`));
    }
  }
  return stranded;
}
