import { formatDurationLiteral } from '../base/duration.ts';
import { bisectTolerance, type ToleranceScale } from '../result/bisect-tolerance.ts';
import { detectionBound } from '../result/bound.ts';
import type { CaseResult } from '../result/run-result.ts';
import type { CaseTolerance, TolerancePoint, ToleranceSearch } from '../result/tolerance-result.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
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
  /** A client that dials by itself is awaited at this address, all through the search. */
  readonly onAddress?: (url: string) => void;
}

/** From `steady` to the fault. */
const leadMs = 100;

/** For a client whose heartbeat is not known: how long it may take to give up its link, at least. */
const unknownGraceMs = 3_000;

/** For the harness around an iteration. */
const marginMs = 1_000;

/**
 * Finds the longest pause that a client survives, or the slowest line, by bisection: a point is one case, run with a benign
 * fault in place of the scenario's own. Without any fault comes first: a client that then breaks its link tells nothing.
 */
export async function findTolerance(options: ToleranceOptions): Promise<CaseTolerance> {
  const { scenario, search, scale } = options;
  const points: TolerancePoint[] = [];
  let port: number | undefined;
  const onAddress = (_case: ScenarioCase, url: string): void => {
    if (port !== undefined) return;
    port = Number(new URL(url).port);
    options.onAddress?.(url);
  };

  const probe = async (value: number | null): Promise<TolerancePoint> => {
    const probed = probeCase(options, value);
    const listen = port === undefined ? probed.listen : { ...probed.listen, port };
    const { cases, interrupted } = await runCases({ ...options, onAddress, cases: [{ ...probed, listen }] });
    const point: TolerancePoint = { value, ...(interrupted ? broken('interrupted') : readPoint(cases[0])) };
    points.push(point);
    options.onPoint?.(point);
    return point;
  };

  const shared = { id: scenario.id, file: scenario.file, search };
  const calm = await probe(null);
  if (calm.kind !== 'survived') {
    const why =
      calm.kind === 'broken' ? `without any fault the client does not keep its link: ${calm.how}` : calm.reason;
    return { ...shared, finding: { kind: 'unmeasured', reason: why }, theory: null, points };
  }
  const finding = await bisectTolerance(scale, probe);
  const theory = search === 'pause' ? pauseTheory(scenario) : null;
  return { ...shared, finding, theory, points };
}

function probeCase({ scenario, search, repeat }: ToleranceOptions, value: number | null): ScenarioCase {
  const heartbeat = summariseHeartbeat(scenario.client);
  const periodMs = heartbeat === undefined ? unknownGraceMs : heartbeat.intervalMs + heartbeat.timeoutMs;
  // A slow line has to last until what queues up on it has made some beat late.
  const lastsMs = value === null ? periodMs : search === 'pause' ? value : Math.max(2_000, 3 * periodMs);
  const graceMs = Math.min(graceAfterCalm(scenario), unknownGraceMs + periodMs);
  return {
    ...scenario,
    faults: value === null ? [] : parseFaultEntries([faultEntry(search, value, lastsMs)], 'tcp://127.0.0.1:1'),
    measure: { from: undefined, lifted: undefined },
    // The phase is waited for, up to three periods. The client may take as long to be steady as in its own scenario.
    timeoutMs:
      value === null
        ? lastsMs + marginMs
        : Math.max(scenario.timeoutMs, leadMs + 3 * periodMs + lastsMs + graceMs + marginMs),
    repeat: { ...omitFixedPhase(scenario.repeat), count: repeat, warmup: 0, phase: 'sweep', maxInvalid: 1 },
    expectations: [],
  };
}

function omitFixedPhase({ fixedPhase: _, ...repeat }: ScenarioCase['repeat']): ScenarioCase['repeat'] {
  return repeat;
}

function faultEntry(search: ToleranceSearch, value: number, lastsMs: number) {
  const wording =
    search === 'pause' ? { fault: 'pause' } : { fault: 'bandwidth', with: { rate: `${Math.round(value)}B/s` } };
  const timing = { at: formatDurationLiteral(leadMs), for: formatDurationLiteral(lastsMs) };
  return { ...wording, ...timing, connections: 'existing', benign: true };
}

function broken(reason: string): Omit<Extract<TolerancePoint, { kind: 'unmeasured' }>, 'value'> {
  return { kind: 'unmeasured', reason, measured: 0, kept: 0 };
}

function readPoint(result: CaseResult | undefined): DistributiveOmit<TolerancePoint, 'value'> {
  if (result === undefined) return broken('it was not run');
  const { iterations, status, reason } = result;
  const lost = iterations.filter(({ verdict }) => verdict !== 'unaffected');
  const counts = { measured: iterations.length, kept: iterations.length - lost.length };
  const [first] = lost;
  if (first !== undefined) return { kind: 'broken', how: first.reason ?? first.verdict, ...counts };
  if (status === 'unmeasured') return { kind: 'unmeasured', reason: reason ?? 'it could not be measured', ...counts };
  return { kind: 'survived', ...counts };
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** A pause is silence; the bound of its detection is what a client may bear. */
function pauseTheory({ client }: ScenarioCase): CaseResult['bound'] {
  const [pause] = parseFaultEntries([faultEntry('pause', 1_000, 1_000)], 'tcp://127.0.0.1:1');
  if (pause === undefined) return null;
  return detectionBound({ ...summariseFault(pause), benign: false }, summariseHeartbeat(client));
}
