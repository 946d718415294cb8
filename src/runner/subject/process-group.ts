import { readdirSync, readFileSync } from 'node:fs';

/** The id of a process group: the process id of the program that leads it. */
export type ProcessGroupId = number;

/** Sends a signal to every process of the group; a group that is gone is no error. */
export function signalGroup(group: ProcessGroupId, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left, or only what belongs to somebody else.
  }
}

/**
 * Whether a process of the group still runs. A zombie does not: in a container whose first process collects nobody, an
 * orphan stays one for ever.
 */
export function isGroupAlive(group: ProcessGroupId): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  const ids = listProcessIds();
  return ids === undefined || ids.some((id) => isRunningIn(id, group));
}

/** `undefined` where the system has no `/proc` to tell. */
function listProcessIds(): readonly string[] | undefined {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
}

function isRunningIn(id: string, group: ProcessGroupId): boolean {
  try {
    // proc_pid_stat(5): id, (name), state, parent, group. The name may hold spaces and brackets, so read behind the last one.
    const stat = readFileSync(`/proc/${id}/stat`, 'latin1');
    const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(processGroup) === group && state !== 'Z' && state !== 'X';
  } catch {
    // It ended between the listing and the reading.
    return false;
  }
}
