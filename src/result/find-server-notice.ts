import type { Instant } from '../base/clock.ts';
import type { ConnectionHistory } from './read-clients.ts';
import type { Episode } from './read-episode.ts';

/** What the server did about the connections that the fault touched. */
export type ServerNotice =
  /** It ended each of them, the last one then. */
  | { readonly kind: 'noticed'; readonly t: Instant }
  /** It keeps one of them up. */
  | { readonly kind: 'unnoticed' }
  /** One ended without a sign of the server's own: the fault took it from both sides. */
  | { readonly kind: 'hidden' }
  /** No connection was lost. */
  | { readonly kind: 'nothing' };

/**
 * When the server noticed: its Close frame, FIN or RST on every affected connection that was there at the injection. What it
 * did before the injection is no sign. A connection that its client believes in and that the server ended is lost, too.
 */
export function findServerNotice({ outcome }: Episode): ServerNotice {
  if (outcome === null) return { kind: 'nothing' };
  const signs = outcome.deciding.flatMap((marks) =>
    marks.old.flatMap((history) => {
      const t = serverSignAfter(history, outcome.injected)?.t;
      return t === undefined && !outcome.lost.includes(marks) ? [] : [{ t, isGone: history.gone !== null }];
    }),
  );
  if (signs.length === 0) return { kind: 'nothing' };
  const missing = signs.filter(({ t }) => t === undefined);
  if (missing.some(({ isGone }) => isGone)) return { kind: 'hidden' };
  if (missing.length > 0) return { kind: 'unnoticed' };
  return { kind: 'noticed', t: signs.reduce((last, { t = last }) => Math.max(last, t), outcome.injected) };
}

/** The first thing that the server did to end the connection, from then on. */
export function serverSignAfter({ serverSigns }: ConnectionHistory, from: Instant) {
  return serverSigns.find(({ t }) => t >= from);
}
