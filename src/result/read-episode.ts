import type { Instant } from '../base/clock.ts';
import { findSpuriousBreaks, type SpuriousBreak } from './find-spurious-breaks.ts';
import { livesOn } from './lives-on.ts';
import { type ClientMarks, markClient } from './mark-client.ts';
import type { IterationContext, Observation } from './observation.ts';
import { findEnd, type IterationEnd, orderObservations } from './order-observations.ts';
import { type ClientHistory, type ConnectionHistory, readClients, unknownClient } from './read-clients.ts';
import { type FaultHistory, readFaults } from './read-faults.ts';

/** An iteration, read: what happened to whom and when, before any figure is taken from it. */
export interface Episode {
  readonly context: IterationContext;
  readonly observations: readonly Observation[];
  readonly clients: ReadonlyMap<number, ClientHistory>;
  /** Connections of which nothing tells whose they are. */
  readonly strangers: readonly ConnectionHistory[];
  readonly faults: FaultHistory;
  readonly steady: Instant | null;
  readonly end: IterationEnd;
  /** Empty when the client was never steady. */
  readonly breaks: readonly SpuriousBreak[];
  /** `null` when nothing was injected. */
  readonly outcome: Outcome | null;
}

/** What the injection led to. */
export interface Outcome {
  readonly injected: Instant;
  /** The clients that the measured fault touched; those with a live connection, or all, where it touched none. */
  readonly deciding: readonly ClientMarks[];
  /** Those of `deciding` whose link was lost, noticed or not. Empty when every link lived through the fault. */
  readonly lost: readonly ClientMarks[];
  /** The one that was back last, or never; the first of `deciding` when none lost its link. */
  readonly slowest: ClientMarks;
  readonly lifted: Instant | null;
}

export function readEpisode(given: readonly Observation[], context: IterationContext): Episode {
  const end = findEnd(given);
  const observations = orderObservations(given);
  const everyone = readClients(observations);
  const clients = new Map([...everyone].filter(([client]) => client !== unknownClient));
  const strangers = everyone.get(unknownClient)?.connections ?? [];
  const faults = readFaults(observations, context, clients);
  const steady = observations.find(({ source, kind }) => source === 'runner' && kind === 'steady')?.t ?? null;
  const allBenign = context.faults.every(({ benign }) => benign);
  const breaks = steady === null ? [] : findSpuriousBreaks(clients, faults, steady, allBenign);
  const outcome = faults.injected === null ? null : readOutcome(faults.injected);
  return { context, observations, clients, strangers, faults, steady, end, breaks, outcome };

  function readOutcome(injected: Instant): Outcome | null {
    const deciding = findDeciding(clients, faults, injected).map((client) => markClient(client, faults, injected, end));
    const mustLive =
      faults.measured?.benign === true ||
      faults.changedNothing ||
      (faults.measured?.unbinds === true && faults.touched.size === 0);
    const lost = deciding.filter(
      (marks) => marks.detected !== null || !(mustLive || livesOn(marks, observations, injected, end, context.clients)),
    );
    const slowest = (lost.length > 0 ? lost : deciding).reduce<ClientMarks | undefined>(
      (slow, marks) => (slow === undefined || isSlower(marks, slow) ? marks : slow),
      undefined,
    );
    if (slowest === undefined) return null;
    return { injected, deciding, lost, slowest, lifted: faults.lifted(slowest.ready?.t ?? null) };
  }
}

function findDeciding(
  clients: ReadonlyMap<number, ClientHistory>,
  faults: FaultHistory,
  injected: Instant,
): readonly ClientHistory[] {
  const all = [...clients.values()].sort((a, b) => a.client - b.client);
  const owners = (which: (link: ConnectionHistory) => boolean) =>
    all.filter(({ connections }) => connections.some(which));
  const existed = ({ accepted, closed }: ConnectionHistory) =>
    (accepted ?? injected) <= injected && (closed ?? injected) >= injected;
  const isTouched = ({ connection }: ConnectionHistory) => faults.touched.has(connection);
  const choices = [owners((link) => isTouched(link) && existed(link)), owners(isTouched), owners(existed)];
  return choices.find((choice) => choice.length > 0) ?? all;
}

/** Later in being ready, then in noticing; never is later than any time. */
function isSlower(a: ClientMarks, b: ClientMarks): boolean {
  const readyAt = ({ ready }: ClientMarks) => ready?.t ?? Number.POSITIVE_INFINITY;
  const detectedAt = ({ detected }: ClientMarks) => detected?.t ?? Number.POSITIVE_INFINITY;
  return readyAt(a) === readyAt(b) ? detectedAt(a) > detectedAt(b) : readyAt(a) > readyAt(b);
}
