import { formatDurationLiteral } from '../base/duration.ts';
import { bisectTolerance, type ToleranceScale } from '../result/bisect-tolerance.ts';
import { detectionBound } from '../result/bound.ts';
import type { CaseResult, UnmeasuredKind } from '../result/run-result.ts';
import type { CaseTolerance, TolerancePoint } from '../result/tolerance-result.ts';
import { type ToleranceKind, type ToleranceSearch, toleranceSearches } from '../result/tolerance-searches.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { findHeartbeatSign } from './find-heartbeat-sign.ts';
import { graceAfterCalm } from './grace.ts';
import { parseFaultEntries } from './parse-fault-entries.ts';
import { type RunOptions, runCases } from './run-cases.ts';
import { summariseFault } from './summarise-fault.ts';
import { summariseHeartbeat } from './summarise-heartbeat.ts';

export interface ToleranceOptions extends Pick<RunOptions, 'seed' | 'jobs' | 'signal' | 'loopDelayFloorMs'> {
  /** Gives client and target; its faults and expectations are left out. */
  readonly scenario: ScenarioCase;
  readonly search: ToleranceSearch;
  readonly scale: ToleranceScale;
  /** A point is survived when the client keeps its link in so many repetitions, each at another phase of its heartbeat. */
  readonly repeat: number;
  readonly onPoint?: (point: TolerancePoint) => void;
  /** Where a client that dials by itself was awaited in an earlier search, and goes on dialling. */
  readonly port?: number | undefined;
  /** A client that dials by itself is awaited at this address, all through the search; not told where `port` says it. */
  readonly onAddress?: (url: string) => void;
}

/** From `steady` to the fault. */
const leadMs = 100;

/** For a client whose heartbeat is not known: how long it may take to give up its link, at least. */
const unknownGraceMs = 3_000;

/** Over this time the starts are spread then: where in its heartbeat they fall is not known, but it is not one place. */
const unknownSpreadMs = 3_000;

/** For the harness around an iteration. */
const marginMs = 1_000;

/** For each repetition of a point: one that cannot be measured ends the whole search. */
const replacements = 3;

/**
 * Finds the longest pause that a client survives, or the slowest line, by bisection: a point is one case, run with a benign
 * fault in place of the scenario's own. Without any fault comes first: a client that then breaks its link tells nothing.
 */
export async function findTolerance(options: ToleranceOptions): Promise<CaseTolerance> {
  const { scenario, search, scale } = options;
  const kind = toleranceSearches[search];
  const points: TolerancePoint[] = [];
  let { port } = options;
  const onAddress = (_case: ScenarioCase, url: string): void => {
    if (port !== undefined) return;
    port = Number(new URL(url).port);
    options.onAddress?.(url);
  };

  const probe = async (value: number | null): Promise<TolerancePoint> => {
    const { lastsMs, probes } = probePoint(options, kind, value);
    const { cases, interrupted } = await runCases({
      ...options,
      onAddress,
      cases: probes.map((probed) => {
        return { ...probed, listen: port === undefined ? probed.listen : { ...probed.listen, port } };
      }),
      // A point is shorter than its scenario; a client that takes its time to connect is not dead because of that.
      steadyTimeoutMs: Math.max(scenario.timeoutMs, ...probes.map(({ timeoutMs }) => timeoutMs)),
    });
    const point: TolerancePoint = {
      value,
      lastsMs,
      ...(interrupted ? broken('interrupted', 'interrupted') : readPoint(cases)),
    };
    points.push(point);
    options.onPoint?.(point);
    return point;
  };

  const shared = { id: scenario.id, file: scenario.file, search };
  const calm = await probe(null);
  if (calm.kind !== 'survived') {
    const { reason, reasonKind } =
      calm.kind === 'broken'
        ? { reason: `without any fault the client does not keep its link: ${calm.how}`, reasonKind: undefined }
        : calm;
    const kindOf = reasonKind === undefined ? {} : { reasonKind };
    return { ...shared, finding: { kind: 'unmeasured', reason, ...kindOf }, theory: null, points };
  }
  const finding = await bisectTolerance(scale, probe);
  const theory = kind.isSilence ? silenceTheory(scenario, kind) : null;
  return { ...shared, finding, theory, points };
}

/**
 * The cases of one point, `value` of the fault or no fault at all, and how long that lasts. One case sweeps the phase of a
 * heartbeat that can be seen; of one that cannot, each repetition is a case of its own, which begins at another time.
 */
function probePoint(
  { scenario, repeat }: ToleranceOptions,
  kind: ToleranceKind,
  value: number | null,
): { readonly probes: readonly ScenarioCase[]; readonly lastsMs: number } {
  const heartbeat = summariseHeartbeat(scenario.client);
  const periodMs = heartbeat === undefined ? unknownGraceMs : heartbeat.intervalMs + heartbeat.timeoutMs;
  const lastsMs = value === null ? periodMs : kind.lastsMs(value, periodMs);
  const graceMs = Math.min(graceAfterCalm(scenario), unknownGraceMs + periodMs);
  const showsBeats = findHeartbeatSign(scenario) !== undefined;
  // The phase is waited for, up to three periods; without beats there is none.
  const phaseMs = showsBeats ? 3 * periodMs : 0;
  const probeAt = (atMs: number, count: number): ScenarioCase => ({
    ...scenario,
    faults: value === null ? [] : parseFaultEntries([faultEntry(kind, value, { atMs, lastsMs })], 'tcp://127.0.0.1:1'),
    measure: { from: undefined, lifted: undefined },
    timeoutMs: value === null ? lastsMs + marginMs : atMs + phaseMs + lastsMs + graceMs + marginMs,
    repeat: { ...omitFixedPhase(scenario.repeat), count, warmup: 0, phase: 'sweep', maxInvalid: replacements },
    expectations: [],
  });
  const isOneCase = showsBeats || value === null;
  const spreadMs = heartbeat?.intervalMs || unknownSpreadMs;
  const places = Array.from({ length: repeat }, (_, nth) => leadMs + Math.round(((nth + 0.5) / repeat) * spreadMs));
  return { probes: isOneCase ? [probeAt(leadMs, repeat)] : places.map((atMs) => probeAt(atMs, 1)), lastsMs };
}

function omitFixedPhase({ fixedPhase: _, ...repeat }: ScenarioCase['repeat']): ScenarioCase['repeat'] {
  return repeat;
}

interface Timing {
  readonly atMs: number;
  readonly lastsMs: number;
}

function faultEntry({ fault, optionsAt }: ToleranceKind, value: number, { atMs, lastsMs }: Timing) {
  const given = optionsAt(value);
  const timing = { at: formatDurationLiteral(atMs), for: formatDurationLiteral(lastsMs) };
  return { fault, ...(given === undefined ? {} : { with: given }), ...timing, connections: 'existing', benign: true };
}

function broken(
  reason: string,
  reasonKind?: UnmeasuredKind,
): Omit<Extract<TolerancePoint, { kind: 'unmeasured' }>, 'value' | 'lastsMs'> {
  const kindOf = reasonKind === undefined ? {} : { reasonKind };
  return { kind: 'unmeasured', reason, ...kindOf, measured: 0, kept: 0, swept: false };
}

function readPoint(results: readonly CaseResult[]): DistributiveOmit<TolerancePoint, 'value' | 'lastsMs'> {
  if (results.length === 0) return broken('it was not run');
  const iterations = results.flatMap((result) => result.iterations);
  const lost = iterations.filter(({ verdict }) => verdict !== 'unaffected');
  const counts = {
    measured: iterations.length,
    kept: iterations.length - lost.length,
    swept: areSpread(iterations.map(({ phase }) => phase)),
  };
  const [first] = lost;
  if (first !== undefined) return { kind: 'broken', how: first.reason ?? first.verdict, ...counts };
  const unmeasured = results.find(({ status }) => status === 'unmeasured');
  if (unmeasured === undefined) return { kind: 'survived', ...counts };
  const { reason = 'it could not be measured', reasonKind } = unmeasured;
  return { kind: 'unmeasured', reason, ...(reasonKind === undefined ? {} : { reasonKind }), ...counts };
}

/** Whether each of n phases lies in an nth of its own of the heartbeat. */
function areSpread(phases: readonly (number | null)[]): boolean {
  const parts = phases.flatMap((phase) => (phase === null ? [] : Math.floor(phase * phases.length)));
  return phases.length > 0 && new Set(parts).size === phases.length;
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** The bound of its detection of a silence is what a client may bear. */
function silenceTheory({ client }: ScenarioCase, kind: ToleranceKind): CaseResult['bound'] {
  const [silence] = parseFaultEntries([faultEntry(kind, 1_000, { atMs: 0, lastsMs: 1_000 })], 'tcp://127.0.0.1:1');
  if (silence === undefined) return null;
  return detectionBound({ ...summariseFault(silence), benign: false }, summariseHeartbeat(client));
}
