import { formatDuration } from '../base/duration.ts';
import type { Observation } from '../result/observation.ts';
import { unknownClient } from '../result/read-clients.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';

/** Which clients have shown that their link works, and which are gone for good. */
export interface Steadiness {
  observe(observation: Observation): void;
  /** The wire showed it, `heartbeat` when only a heartbeat was answered. */
  show(client: number, by: 'ready' | 'heartbeat'): void;
  /** Every client has. */
  readonly isSteady: boolean;
  /** A client ended by itself, or gave up. */
  readonly isAnyGone: boolean;
  /** Why they are not steady; `url`: what they were to dial. */
  explain(url: string | undefined): string;
  /** A connection of anybody's was accepted. */
  readonly hasDialled: boolean;
  /** No client has exchanged a message, or told that it is ready; an answered heartbeat was all there was. */
  readonly isByHeartbeatAlone: boolean;
}

const awaited: Readonly<Record<ScenarioCase['traffic']['ready'], string>> = {
  'round-trip': 'no answered message and no answered ping',
  open: 'no sign "open"',
  message: 'no sign "message"',
  pong: 'no sign "pong"',
  told: 'no event "ready" told',
};

/** `withinMs`: how long they are waited for. */
export function createSteadiness({ client, traffic }: ScenarioCase, withinMs: number): Steadiness {
  const steady = new Set<number>();
  const ready = new Set<number>();
  const gone = new Map<number, string>();
  const opened = new Set<number>();
  let hasDialled = false;
  /** What the wire showed of the last handshake that came to nothing. */
  let trouble = ' (traffic.ready can name another sign)';

  const watchHandshake = (observation: Extract<Observation, { source: 'wire' }>): void => {
    if (observation.kind === 'accept') hasDialled = true;
    else if (observation.kind === 'open') opened.add(observation.connection);
    else if (observation.kind === 'rejected') trouble = `; the handshake was answered with HTTP ${observation.status}`;
    else if (observation.kind === 'end' && observation.side === 'server' && !opened.has(observation.connection)) {
      trouble = '; the target ended the connection before the handshake was done';
    }
  };

  const show = (shown: number, by: 'ready' | 'heartbeat'): void => {
    // A stranger among the connections stands in for none of the clients.
    if (shown === unknownClient) return;
    steady.add(shown);
    if (by === 'ready') ready.add(shown);
  };

  return {
    show(shown, by) {
      // Neither a handshake nor a heartbeat says what only the client knows.
      if (traffic.ready !== 'told') show(shown, by);
    },
    observe(observation) {
      if (observation.source === 'client' && observation.kind === 'ready') show(observation.client, 'ready');
      else if (observation.source === 'client' && observation.kind === 'giveup') {
        const why = observation.cause ?? observation.err;
        gone.set(observation.client, `client ${observation.client} gave up${why === undefined ? '' : `: ${why}`}`);
      } else if (observation.source === 'runner' && observation.kind === 'exit') {
        gone.set(observation.client, `client ${observation.client} ended`);
      } else if (observation.source === 'wire') watchHandshake(observation);
    },
    get isSteady() {
      return steady.size >= client.count;
    },
    get isAnyGone() {
      return gone.size > 0;
    },
    explain(url) {
      const [first] = gone.values();
      if (first !== undefined) return first;
      if (!hasDialled && !clientTraits[client.kind].sharesProcess) return explainSilence(client, url, withinMs);
      const who = client.count === 1 ? '' : `${client.count - steady.size} of ${client.count} clients: `;
      return `${who}${awaited[traffic.ready]} within ${formatDuration(withinMs)}${trouble}`;
    },
    get hasDialled() {
      return hasDialled;
    },
    get isByHeartbeatAlone() {
      return ready.size === 0 && steady.size > 0;
    },
  };
}

/** What comes behind the `?` may be a secret. */
const withoutQuery = (url: string): string => url.replace(/\?.*$/, '?…');

/** The proxy saw no connection at all: the client may never have tried, or have tried elsewhere. */
function explainSilence({ kind, count }: ScenarioCase['client'], url: string | undefined, withinMs: number): string {
  const within = `within ${formatDuration(withinMs)}`;
  const address = url === undefined ? '' : ` ${withoutQuery(url)}`;
  if (clientTraits[kind].dialsByItself) return `nobody dialled${address} ${within}`;
  const who = count === 1 ? 'it never connected' : `none of the ${count} clients connected`;
  const given = count === 1 ? 'it was given' : 'the first was given';
  const what = url === undefined ? '' : `; ${given}${address} as WSCHAOS_URL`;
  return `${who} to the proxy ${within}${what}`;
}
