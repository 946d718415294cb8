import type { Instant } from '../../base/clock.ts';
import { formatDurationLiteral } from '../../base/duration.ts';
import { WschaosError } from '../../base/error.ts';
import type { Observation } from '../../result/observation.ts';
import type { IterationResult } from '../../result/run-result.ts';
import { formatScenario } from '../../scenario/format-scenario.ts';
import type { ScenarioClientDraft, ScenarioDraft } from '../../scenario/scenario-draft.ts';
import type { ThrownFault } from './fault-book.ts';
import type { Judgement } from './measurement-book.ts';
import { proposeExpectations } from './propose-expectations.ts';
import { roundBound } from './round-bound.ts';
import { writeFaults } from './write-faults.ts';

/** A fault that was thrown in, and what was measured from it. */
export type JudgedFault = Judgement & { readonly fault: ThrownFault };

export interface ExportSetting {
  readonly scenarioName?: string | undefined;
  readonly client?: ScenarioClientDraft | undefined;
  readonly measurement?: number | undefined;
  readonly target: string | Readonly<Record<string, unknown>>;
  readonly hasTls: boolean;
  /** Between two pings of the client that was seen; 0: none were. */
  readonly heartbeatMs: number;
  readonly observations: readonly Observation[];
  readonly now: Instant;
}

/**
 * The scenario of one episode: the faults that were thrown in together, and what is to be expected after what was seen.
 * @throws {WschaosError} `scenario.empty`, `measurement.unknown`
 */
export function exportScenario(all: readonly JudgedFault[], setting: ExportSetting): string {
  const chosen = choose(all, setting.measurement);
  const entered = all.filter(({ fault }) => fault.episode === chosen.fault.episode);
  const begun = entered.filter(({ fault }) => fault.startedAt !== undefined);
  // What waits for its time, as those of a scenario file may, was not done.
  const together = begun.length === 0 ? entered : begun;
  // Those that have done nothing, or no harm, have nothing to be measured from.
  const acted = together.filter(({ observed }) => observed.marks.injected !== null);
  const harmful = acted.filter(({ observed }) => observed.verdict !== 'unaffected');
  // The one that was asked for, unless it is another that did the harm.
  const measured = harmful.find((one) => one === chosen) ?? harmful[0] ?? acted[0] ?? chosen;
  const { observed } = measured;
  const isUnharmed = observed.verdict === 'unaffected';
  const written = writeFaults(together, { ...setting, isBenign: isUnharmed });
  const { expect, comment, longestMs } = proposeExpectations(observed, setting.heartbeatMs);
  const id = written.ids.get(measured.fault.number);
  const draft: ScenarioDraft = {
    comment:
      'Saved by wschaos from faults that were thrown in by hand. Bounds leave headroom over what was seen, once.',
    name: setting.scenarioName ?? 'explored',
    description: `${describe(together)} Verdict when it was saved: ${observed.verdict}.`,
    target: setting.target,
    listen: setting.hasTls ? { tls: 'self-signed' } : undefined,
    client: chooseClient(setting, observed, measured.fault),
    measure: together.length > 1 && id !== undefined ? { from: id } : undefined,
    faults: written.faults,
    repeat: { count: 3, seed: 1 },
    timeout: formatDurationLiteral(Math.max(10_000, roundBound(written.lastsMs + 2 * longestMs + 2_000))),
    expect,
    expectComment: comment,
  };
  return formatScenario(draft);
}

function choose(all: readonly JudgedFault[], number: number | undefined): JudgedFault {
  const found = number === undefined ? all.at(-1) : all.find(({ fault }) => fault.number === number);
  if (found !== undefined) return found;
  if (number === undefined) {
    throw new WschaosError('scenario.empty', 'no fault was thrown in yet, so there is nothing to save');
  }
  throw new WschaosError('measurement.unknown', `no measurement ${number} is kept`);
}

function describe(together: readonly JudgedFault[]): string {
  const clauses = together.map(
    ({ fault: { plan } }) => `${plan.definition.type}: ${plan.definition.explain(plan.options)}`,
  );
  return `${clauses.join('; ')}.`;
}

/** Detection within this has a sign on the wire, unless the fault leaves none; beyond it a heartbeat told. */
const atOnceMs = 100;
/** Beats that are closer than this tell more of the machine than of the link. */
const leastBeatMs = 50;

/** A client that can keep the bounds: its heartbeat is as quick as that of the client that was seen, and tells while the fault lasts. */
function chooseClient(
  { client, now }: Pick<ExportSetting, 'client' | 'now'>,
  { verdict, samples }: IterationResult,
  { plan, thrownAt, startedAt, endedAt }: ThrownFault,
): ScenarioDraft['client'] {
  if (client !== undefined) return { value: client };
  const { detection } = samples;
  const comment =
    'The reference client, no slower than what was seen. To judge your own, name it: a command, a module, a page, or external.';
  // A dial that a fault swallows is given up in time to keep the bounds.
  const base = {
    ...{ type: 'reference', connectTimeout: '1s' },
    reconnect: { backoff: 'full-jitter', initial: '100ms', max: '500ms' },
  };
  if (verdict === 'recovered' && typeof detection === 'number') {
    const { definition, options, direction } = plan;
    const isSilent = ['silence', 'no-pongs'].includes(definition.sign(options, direction));
    if (detection <= atOnceMs && !isSilent) return { value: base, comment };
    const stayed = isSilent ? (endedAt ?? now) - (startedAt ?? thrownAt) : detection;
    // The link is dead between one and two of these after the last sign of life.
    const each = formatDurationLiteral(Math.max(leastBeatMs, Math.round(Math.min(detection, stayed) / 3)));
    return { value: { ...base, heartbeat: { interval: each, timeout: each, alive: 'pong' } }, comment };
  }
  return { value: { ...base, heartbeat: { mode: 'none' } }, comment };
}
