import type { FaultDefinition, FaultLayer } from '../faults/define-fault.ts';
import type { ConnectionSelector, EventTrigger, FaultLifetime, FaultPlan, FaultStart } from '../faults/fault-plan.ts';
import { checkTriggers, type NamedFault } from './check-triggers.ts';
import { type CheckContext, check } from './describe-issues.ts';
import type { FaultEntry, FaultShape, SelectorEntry, TriggerEntry } from './fault-schema.ts';
import { findRefusals } from './find-refusals.ts';
import { findKey, findNode, findPlace, type LocatedNode, quote, toPlain } from './located-node.ts';
import { problemAt } from './place.ts';

/** The faults of a scenario, and the ids of all of them, also of those that have problems. */
export interface FaultPlanning {
  readonly plans: readonly FaultPlan[];
  readonly ids: readonly string[];
}

/** Turns `faults:` into plans. The form of the entries has been checked before; here what they mean is. */
export function planFaults(
  definitions: readonly FaultDefinition[],
  shape: FaultShape,
  context: CheckContext,
): FaultPlanning {
  const list = findNode(context.root, ['faults']);
  const items = list?.kind === 'list' ? list.items : [];
  const ids = assignIds(items, context);
  const faults = items.map(
    (item, index): NamedFault => ({ id: ids[index] ?? '', index, entry: readEntry(item, shape) }),
  );
  checkTriggers(faults, ids, context);
  for (const { index, entry } of faults) checkExclusions(entry, index, context);
  const plans = faults.flatMap((fault): readonly FaultPlan[] => {
    const definition = definitions.find(({ type }) => type === fault.entry.fault);
    if (definition === undefined) return [];
    const path = ['faults', fault.index, 'with'];
    const given = findNode(context.root, path);
    const isReadable = given === undefined || given.kind === 'map';
    const options = isReadable
      ? check(definition.options, given === undefined ? {} : toPlain(given), path, context)
      : undefined;
    checkForType(fault, definition, options, context);
    return isReadable ? [planFault(fault, definition, options)] : [];
  });
  return { plans, ids };
}

/** Key by key, so that a slip in one does not hide what is wrong with another. */
function readEntry(item: LocatedNode, shape: FaultShape): Partial<FaultEntry> {
  const plain = item.kind === 'map' ? Object.entries(toPlain(item) as Readonly<Record<string, unknown>>) : [];
  return Object.fromEntries(
    plain.flatMap(([key, value]) => {
      const parsed = Object.hasOwn(shape, key) ? shape[key as keyof FaultShape].safeParse(value) : undefined;
      return parsed?.data === undefined ? [] : [[key, parsed.data]];
    }),
  );
}

/** The given ids, and for the others the fault type, with a number from the second one on. */
function assignIds(items: readonly LocatedNode[], { root, report }: CheckContext): readonly string[] {
  const given = items.map((item) => scalarText(item, 'id'));
  const taken = new Set<string>();
  given.forEach((id, index) => {
    if (id === undefined) return;
    if (taken.has(id)) {
      const first = given.indexOf(id);
      report(problemAt(findPlace(root, ['faults', index, 'id']), `faults[${first}] has the id ${quote(id)} already`));
    }
    taken.add(id);
  });
  return items.map((item, index) => {
    const id = given[index];
    if (id !== undefined) return id;
    const type = scalarText(item, 'fault') ?? 'fault';
    let free = type;
    for (let number = 2; taken.has(free); number++) free = `${type}-${number}`;
    taken.add(free);
    return free;
  });
}

function checkExclusions(entry: Partial<FaultEntry>, index: number, { root, report }: CheckContext): void {
  const path = ['faults', index];
  for (const names of [['at', 'when'] as const, ['for', 'until', 'count'] as const]) {
    const [first, ...more] = names.filter((name) => entry[name] !== undefined);
    for (const name of more) {
      const place = findKey(root, [...path, name]) ?? findPlace(root, path);
      report(problemAt(place, `"${first}" and "${name}" exclude each other`));
    }
  }
}

/** Keys of an entry that not every type can heed. */
const settings = ['for', 'until', 'count', 'direction', 'connections', 'probability'] as const;

function checkForType(
  { entry, index }: NamedFault,
  definition: FaultDefinition,
  options: unknown,
  { root, report }: CheckContext,
): void {
  const reportKey = (name: string, message: string): void => {
    report(problemAt(findKey(root, ['faults', index, name]) ?? findPlace(root, ['faults', index]), message));
  };
  if (definition.layer === 'tls' && findNode(root, ['listen', 'tls']) === undefined) {
    reportKey('fault', `"${definition.type}" needs a listener with TLS; write listen: { tls: self-signed }`);
  }
  const own = options === undefined ? {} : definition.refuses(options);
  const refusals: Readonly<Record<string, string | undefined>> = { ...findRefusals(definition), ...own };
  for (const name of settings) {
    const refused = formsOf(name, entry[name]).find((form) => refusals[form] !== undefined);
    if (refused !== undefined) {
      reportKey(name, `"${definition.type}" ${refusals[refused]} and takes no "${refused}"`);
    }
  }
}

/** How a refusal may name what is given: by the key, by the key and its value, by the key and one within. */
function formsOf(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [name, `${name}: ${value}`];
  return [name, ...Object.keys(Object(value)).map((inner) => `${name}: ${inner}`)];
}

function planFault({ id, entry }: NamedFault, definition: FaultDefinition, options: unknown): FaultPlan {
  return {
    id,
    definition,
    options,
    start: planStart(entry),
    lifetime: planLifetime(entry, definition),
    direction: entry.direction ?? definition.defaultDirection,
    connections: planConnections(entry.connections, definition),
    probability: entry.probability ?? 1,
    benign: entry.benign ?? false,
  };
}

function planStart({ at, when }: Partial<FaultEntry>): FaultStart {
  return when === undefined ? { kind: 'at', offsetMs: at ?? 0 } : { kind: 'when', trigger: planTrigger(when) };
}

function planLifetime(entry: Partial<FaultEntry>, { lifetime }: FaultDefinition): FaultLifetime {
  if (lifetime === 'instant') return { kind: 'instant' };
  if (entry.for !== undefined) return { kind: 'for', durationMs: entry.for };
  if (entry.until !== undefined) return { kind: 'until', trigger: planTrigger(entry.until) };
  return entry.count === undefined ? { kind: 'end-of-iteration' } : { kind: 'count', count: entry.count };
}

function planTrigger({ delay, nth, every, match, direction, connection, fault, event }: TriggerEntry): EventTrigger {
  return { event, nth, every, match, direction, connection, fault, delayMs: delay ?? 0 };
}

/** Where an open connection has passed already. */
const newConnectionLayers: readonly FaultLayer[] = ['connect', 'tls', 'handshake'];

function planConnections(given: SelectorEntry | undefined, definition: FaultDefinition): ConnectionSelector {
  if (given === undefined) {
    if (newConnectionLayers.includes(definition.layer)) return { kind: 'new' };
    return { kind: definition.lifetime === 'instant' ? 'existing' : 'all' };
  }
  if (typeof given === 'string') return { kind: given };
  const { nth, first, path, client } = given;
  const header =
    given.header &&
    Object.fromEntries(Object.entries(given.header).map(([name, value]) => [name.toLowerCase(), value]));
  return { kind: 'matching', nth, first, path, header, client };
}

function scalarText(item: LocatedNode, key: string): string | undefined {
  const node = findNode(item, [key]);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
