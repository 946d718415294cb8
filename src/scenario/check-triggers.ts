import { formatSuggestion } from '../base/suggest.ts';
import type { TriggerEvent } from '../faults/fault-plan.ts';
import type { CheckContext } from './describe-issues.ts';
import { formatPath } from './describe-issues.ts';
import type { FaultEntry, TriggerEntry } from './fault-schema.ts';
import { findKey, findPlace, quote } from './located-node.ts';
import { problemAt } from './place.ts';

/** An entry of `faults:`, as far as its form is right. */
export interface NamedFault {
  readonly id: string;
  /** Its position in the list. */
  readonly index: number;
  readonly entry: Partial<FaultEntry>;
}

const frameEvents: readonly TriggerEvent[] = ['message', 'frame', 'ping', 'pong', 'close'];
const faultEvents: readonly TriggerEvent[] = ['fault-start', 'fault-end'];

/** Reports triggers that make no sense: unknown faults, conditions that an event does not have, faults that wait for each other. */
export function checkTriggers(faults: readonly NamedFault[], ids: readonly string[], context: CheckContext): void {
  for (const fault of faults) {
    for (const key of ['when', 'until'] as const) {
      const trigger = fault.entry[key];
      if (trigger !== undefined) checkTrigger(trigger, key, fault, ids, context);
    }
  }
  checkCircles(faults, context);
}

/** Reports an id that no fault has. */
export function checkFaultId(
  id: string | undefined,
  path: readonly PropertyKey[],
  ids: readonly string[],
  { root, report }: CheckContext,
): void {
  if (id === undefined || ids.includes(id)) return;
  const suggestion = formatSuggestion(id, ids);
  const known =
    ids.length === 0 ? '; the scenario has no faults' : `; the scenario has ${[...new Set(ids)].join(', ')}`;
  report(problemAt(findPlace(root, path), `unknown fault id ${quote(id)}${suggestion === '' ? known : suggestion}`));
}

function checkTrigger(
  trigger: TriggerEntry,
  key: 'when' | 'until',
  { id, index }: NamedFault,
  ids: readonly string[],
  context: CheckContext,
): void {
  const path = ['faults', index, key];
  const reportKey = (name: string, message: string): void => {
    const place = findKey(context.root, [...path, name]) ?? findPlace(context.root, path);
    context.report(problemAt(place, message));
  };
  const { event } = trigger;
  const waitsForFault = faultEvents.includes(event);
  if (trigger.nth !== undefined && trigger.every !== undefined) {
    reportKey('every', '"nth" and "every" exclude each other');
  }
  for (const name of ['match', 'direction'] as const) {
    if (trigger[name] !== undefined && !frameEvents.includes(event)) {
      reportKey(name, `"${name}" belongs to the events ${frameEvents.join(', ')}; "${event}" has no frame`);
    }
  }
  if (waitsForFault && trigger.connection !== undefined) {
    reportKey('connection', `"connection" does not belong to "${event}", which concerns all connections`);
  }
  if (!waitsForFault && trigger.fault !== undefined) {
    reportKey('fault', `"fault" belongs to the events ${faultEvents.join(', ')}, not to "${event}"`);
  }
  if (waitsForFault && trigger.fault === undefined) {
    reportKey('event', `missing key "fault" in ${formatPath(path)}: "${event}" needs the id of a fault`);
  }
  if (!waitsForFault) return;
  checkFaultId(trigger.fault, [...path, 'fault'], ids, context);
  if (trigger.fault === id && key === 'until') {
    context.report(problemAt(findPlace(context.root, [...path, 'fault']), `the fault ${quote(id)} waits for itself`));
  }
}

/** Of faults that each wait for the next one's start or end none ever starts. Reported once, at the first in the file. */
function checkCircles(faults: readonly NamedFault[], { root, report }: CheckContext): void {
  const parents = new Map(faults.map(({ id, entry: { when } }) => [id, when && waitedFor(when)]));
  const settled = new Set<string>();
  for (const { id, index } of faults) {
    const chain: string[] = [];
    let next: string | undefined = id;
    while (next !== undefined && !settled.has(next) && !chain.includes(next)) {
      chain.push(next);
      next = parents.get(next);
    }
    if (chain.length === 0 || next !== id) continue;
    for (const member of chain) settled.add(member);
    const message =
      chain.length === 1
        ? `the fault ${quote(id)} waits for itself`
        : `these faults wait for each other, so none ever starts: ${[...chain, id].join(' → ')}`;
    report(problemAt(findPlace(root, ['faults', index, 'when', 'fault']), message));
  }
}

function waitedFor({ event, fault }: TriggerEntry): string | undefined {
  return faultEvents.includes(event) ? fault : undefined;
}
