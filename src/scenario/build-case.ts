import type { FaultDefinition } from '../faults/define-fault.ts';
import { buildClient } from './build-client.ts';
import { buildExpectations } from './build-expectations.ts';
import { buildRepeat, findHeartbeat, type RepeatOverrides } from './build-repeat.ts';
import { buildListen, buildTarget } from './build-target.ts';
import { buildTraffic } from './build-traffic.ts';
import { canonicalJson } from './canonical-json.ts';
import { checkPrograms, type Programs } from './check-programs.ts';
import { checkStarts } from './check-starts.ts';
import { checkFaultId } from './check-triggers.ts';
import { clientTraits } from './client-traits.ts';
import { type CheckContext, check } from './describe-issues.ts';
import type { FileLookUp } from './file-look-up.ts';
import { findMissingFiles, type MissingFile } from './find-missing-files.ts';
import type { FileAccess } from './load-tree.ts';
import { findNode, toPlain } from './located-node.ts';
import { problemAt } from './place.ts';
import { planFaults } from './plan-faults.ts';
import type { ScenarioCase, TargetSpec } from './scenario-case.ts';
import type { ScenarioEntries, ScenarioSchema } from './scenario-schema.ts';

/** What the command line says in place of the file. */
export interface Overrides extends RepeatOverrides {
  readonly target?: TargetSpec;
  readonly timeoutMs?: number;
  /** Accept any certificate of the target's. */
  readonly insecure?: boolean;
}

export interface CaseRequest {
  readonly file: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly definitions: readonly FaultDefinition[];
  /** Made of the definitions. */
  readonly schema: ScenarioSchema;
  readonly overrides: Overrides;
  readonly access: FileAccess;
  /** Without it the files that it names are taken to be there. */
  readonly lookUp: FileLookUp | undefined;
}

/** A case, and what keeps it from being run here and now. */
export interface BuiltCase {
  readonly scenario: ScenarioCase;
  /** The ids of its faults that have nothing to act on, because another target stands in place of its own. */
  readonly strandedFaults: readonly string[];
  /** Files and programs that it names and that are not there. */
  readonly missingFiles: readonly MissingFile[];
}

/** What a scenario says about itself without changing what is measured. */
const unmeasuredKeys: readonly string[] = ['expect', 'description', 'tags'];

/**
 * Checks one expanded scenario and makes its case. Every section is read by itself, so that a slip in one does not hide
 * the problems of another. The case is good only if nothing was reported.
 */
export function buildCase(request: CaseRequest, context: CheckContext): BuiltCase | undefined {
  const { file, labels, definitions, schema, overrides, access, lookUp } = request;
  const { root, report } = context;
  const plain = toPlain(root) as Readonly<Record<string, unknown>>;
  check(schema, plain, [], context);
  const read = <Key extends keyof ScenarioEntries>(key: Key): ScenarioEntries[Key] | undefined =>
    schema.shape[key].safeParse(plain[key]).data as ScenarioEntries[Key] | undefined;
  const isUnreadable = (key: keyof ScenarioEntries): boolean => root.entries.has(key) && read(key) === undefined;

  const targetEntry = read('target');
  const ownTarget = targetEntry === undefined ? undefined : buildTarget(targetEntry, context, access);
  if (overrides.target === undefined && !root.entries.has('target')) {
    report(problemAt(root.place, 'missing key "target"; say where to connect to, here or with --target'));
  }
  const target = trustingly(overrides.target ?? ownTarget, overrides.insecure);
  const listen = buildListen(read('listen'), context, access);
  const client = isUnreadable('client')
    ? undefined
    : buildClient(read('client'), target?.kind === 'builtin', context, access);
  const traffic = buildTraffic(read('traffic'), client?.kind, context);
  const { plans, ids } = planFaults(definitions, schema.shape.faults.unwrap().element.shape, context);
  const programs: Programs = {
    server: findServerProgram(ownTarget, overrides.target, root.entries.has('target')),
    client: client && clientTraits[client.kind].isProgram,
  };
  const timeoutMs = overrides.timeoutMs ?? read('timeout') ?? 30_000;
  checkStarts(plans, ids, { timeoutMs, isOverridden: overrides.timeoutMs !== undefined }, context);
  const strandedFaults = checkPrograms(plans, ids, programs, context);
  const measure = read('measure');
  checkFaultId(measure?.from, ['measure', 'from'], ids, context);
  checkFaultId(measure?.lifted, ['measure', 'lifted'], ids, context);
  const hasHeartbeat = findNode(root, ['client', 'heartbeat']) !== undefined;
  const heartbeat = client === undefined ? 'default' : findHeartbeat(client, hasHeartbeat, traffic);
  const repeat = buildRepeat(read('repeat'), heartbeat, overrides, context);
  const expectations = buildExpectations(context);
  const name = read('name');
  if (name === undefined || target === undefined || listen === undefined || client === undefined) return undefined;
  const scenario: ScenarioCase = {
    id: [name, ...Object.values(labels)].join('/'),
    name,
    file,
    description: read('description'),
    tags: read('tags') ?? [],
    matrix: labels,
    target,
    listen,
    client,
    traffic,
    faults: plans,
    faultEntries: (plain.faults ?? []) as ScenarioCase['faultEntries'],
    measure: { from: measure?.from, lifted: measure?.lifted },
    timeoutMs,
    repeat,
    expectations,
    fingerprint: fingerprintOf(plain, overrides),
  };
  const missingFiles = lookUp === undefined ? [] : findMissingFiles(scenario, root, lookUp);
  return { scenario, strandedFaults, missingFiles };
}

/** What a file says of its own target holds whatever stands in its place; one that says nothing may have meant a command. */
function findServerProgram(
  own: TargetSpec | undefined,
  given: TargetSpec | undefined,
  saysTarget: boolean,
): Programs['server'] {
  if (given?.kind === 'command') return true;
  if (given !== undefined && (own?.kind === 'command' || !saysTarget)) return 'replaced';
  return own && own.kind === 'command';
}

function trustingly(target: TargetSpec | undefined, isInsecure = false): TargetSpec | undefined {
  return isInsecure && target?.kind === 'url' ? { ...target, rejectUnauthorized: false } : target;
}

/** Of what is written, not of resolved paths and defaults: it must be the same on every machine and in every version. */
function fingerprintOf(plain: Readonly<Record<string, unknown>>, overrides: Overrides): string {
  const measured = Object.entries(plain).filter(([key]) => !unmeasuredKeys.includes(key));
  // A default is no difference: the number of iterations is compared by itself.
  const { target = plain.target, defaultRepeat: _default, ...others } = overrides;
  return canonicalJson({ ...Object.fromEntries(measured), target, overrides: others });
}
