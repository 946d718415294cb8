import type { Instant } from '../base/clock.ts';
import { type Attempts, type FigureSource, findAttempts } from './find-attempts.ts';
import type { ClientObservation } from './observation.ts';
import type { IterationEnd } from './order-observations.ts';
import type { ClientHistory, ConnectionHistory, WireSign } from './read-clients.ts';
import type { FaultHistory } from './read-faults.ts';

/** An instant and who told it. */
export interface Mark {
  readonly t: Instant;
  readonly source: FigureSource;
}

/** The instants of one client after the injection. */
export interface ClientMarks {
  readonly client: number;
  /** The connections that were there when the fault was injected: those that it touched, or all where it touched none. */
  readonly old: readonly ConnectionHistory[];
  readonly detected: Mark | null;
  /** All that shows `detected` is a dial, and earlier dials may have been refused unseen: it knew by then, and since when is open. */
  readonly knewBefore: boolean;
  /** The client's word for its loss. */
  readonly cause: string | null;
  /** The first thing on the wire that shows that the client knows; also where `detected` is the client's own. */
  readonly wireSign: WireSign | null;
  readonly attempts: Attempts;
  readonly open: Mark | null;
  readonly ready: Mark | null;
  readonly closed: Mark | null;
}

/** Finds the instants of a client, by the table "Instants of one iteration" of the README. */
export function markClient(
  client: ClientHistory,
  faults: FaultHistory,
  injected: Instant,
  end: IterationEnd,
): ClientMarks {
  const fresh = client.connections.filter(({ accepted }) => accepted !== null && accepted > injected);
  const existing = client.connections.filter(
    ({ accepted, closed }) => (accepted ?? injected) <= injected && (closed ?? injected) >= injected,
  );
  const affected = existing.filter((history) => touchedAt(history, faults, injected) !== undefined);
  const old = affected.length > 0 ? affected : existing;
  const wireSign = findWireSign(client, faults, injected, fresh[0]);
  const losses = client.told.filter(({ kind, t }) => kind === 'loss' && t >= injected);
  const noticedAt = earliest([wireSign?.t, losses[0]?.t]) ?? injected;

  const hasOther = existing.length > old.length;
  const returning = hasOther ? injected : findReturn(client, fresh, injected);
  const ready = findReady(client, fresh, { noticedAt, returning }, end);
  // A loss that is told after the client is back belongs to a later link.
  const loss = losses.find(({ t }) => ready === null || t <= ready.t);
  const detected = mark(loss?.t, 'client') ?? mark(wireSign?.t, 'wire') ?? mark(losses[0]?.t, 'client');

  const until = ready?.t ?? end.t;
  const wasUnboundBy = (t: Instant): boolean => faults.wasActive(({ unbinds }) => unbinds, injected, t);
  return {
    client: client.client,
    old,
    detected,
    knewBefore: detected?.source === 'wire' && wireSign?.sign === 'dial' && wasUnboundBy(wireSign.t),
    cause: loss === undefined ? null : causeOf(loss),
    wireSign: wireSign ?? null,
    attempts: findAttempts(client, injected, until, wasUnboundBy(until)),
    open:
      mark(earliest(fresh.map(({ opened }) => opened)), 'wire') ??
      mark(client.told.find(({ kind, t }) => kind === 'open' && t > noticedAt)?.t, 'client'),
    ready,
    closed: findClosed(client, old, noticedAt),
  };
}

function findWireSign(
  client: ClientHistory,
  faults: FaultHistory,
  injected: Instant,
  dialled: ConnectionHistory | undefined,
): WireSign | undefined {
  const signs = client.connections.flatMap((history) => {
    const from = touchedAt(history, faults, injected);
    return from === undefined ? [] : history.clientSigns.filter(({ t }) => t >= Math.max(from, injected));
  });
  if (dialled?.accepted != null) signs.push({ t: dialled.accepted, sign: 'dial' });
  return signs.reduce<WireSign | undefined>((first, sign) => (first && first.t <= sign.t ? first : sign), undefined);
}

/** When the connection became an affected one. A measured fault that names no connection affects all that exist. */
function touchedAt(history: ConnectionHistory, faults: FaultHistory, injected: Instant): Instant | undefined {
  const touches = [faults.touched.get(history.connection), faults.harmed.get(history.connection)];
  const touched = earliest(touches);
  if (touched !== undefined || faults.touched.size > 0) return touched;
  return (history.accepted ?? injected) <= injected ? injected : undefined;
}

/** When the client began to come back: its first dial on the wire, or its own word for one. */
function findReturn(
  { told }: ClientHistory,
  fresh: readonly ConnectionHistory[],
  injected: Instant,
): Instant | undefined {
  const own = told.find(({ kind, t }) => (kind === 'connecting' || kind === 'open') && t > injected);
  return earliest([...fresh.map(({ accepted }) => accepted), own?.t]);
}

/**
 * A client that tells `ready` at all is believed over the wire: it alone knows whether its subscriptions are back. What it
 * tells before it began to come back is about the old link, on which something was still under way. Where the runner saw
 * success, its word may have been late, and the wire's counts.
 */
function findReady(
  { told }: ClientHistory,
  fresh: readonly ConnectionHistory[],
  { noticedAt, returning }: { readonly noticedAt: Instant; readonly returning: Instant | undefined },
  end: IterationEnd,
): Mark | null {
  const onWire = mark(earliest(fresh.map(({ readyAt }) => readyAt[0])), 'wire');
  const readies = told.filter(({ kind }) => kind === 'ready');
  if (readies.length === 0) return onWire;
  const own = mark(readies.find(({ t }) => t > noticedAt && returning !== undefined && t >= returning)?.t, 'client');
  return own ?? (end.reason === 'done' ? onWire : null);
}

function findClosed(client: ClientHistory, old: readonly ConnectionHistory[], noticedAt: Instant): Mark | null {
  const closes = old.map(({ closed }) => closed);
  if (closes.length > 0 && closes.every((t) => t !== null)) {
    return { t: closes.reduce((a, b) => Math.max(a, b)), source: 'wire' };
  }
  return mark(client.told.find(({ kind, t }) => kind === 'close' && t >= noticedAt)?.t, 'client');
}

function causeOf({ cause, code }: ClientObservation): string | null {
  return cause ?? (code === undefined ? null : `close:${code}`);
}

function mark(t: Instant | null | undefined, source: FigureSource): Mark | null {
  return t == null ? null : { t, source };
}

function earliest(instants: readonly (Instant | null | undefined)[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (first, t) => (t == null || (first !== undefined && first <= t) ? first : t),
    undefined,
  );
}
