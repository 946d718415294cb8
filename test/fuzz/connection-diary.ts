import type { Instant } from '../../src/base/clock.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';

/** What happened on each of the connections that a proxy has up, to tell of those that stay too long. */
export interface ConnectionDiary {
  observe(event: ProxyEvent): void;
  /** A line for each connection that is up: what happened on it, and how many seconds before `now`. */
  tell(now: Instant): readonly string[];
}

interface Entry {
  readonly what: string;
  readonly t: Instant;
}

/** The first one, and so many of the last ones. */
const maxEntries = 30;

export function createConnectionDiary(): ConnectionDiary {
  const entries = new Map<number, Entry[]>();

  const note = (connection: number, entry: Entry): void => {
    const known = entries.get(connection);
    if (known === undefined) return;
    // Of the frames only the last one.
    if (entry.what === 'frame' && known.at(-1)?.what === 'frame') known.pop();
    known.push(entry);
    if (known.length > maxEntries) known.splice(1, 1);
  };

  return {
    observe(event) {
      if (!('connection' in event) || event.connection === undefined) return;
      const { connection, kind, t } = event;
      if (kind === 'accept') entries.set(connection, []);
      if (kind === 'gone') entries.delete(connection);
      else if (kind !== 'delivered') note(connection, { what: describe(event), t });
    },
    tell: (now) =>
      [...entries].map(
        ([connection, seen]) =>
          `connection ${connection}: ${seen.map(({ what, t }) => `${what} ${((now - t) / 1_000).toFixed(1)}`).join(', ')}`,
      ),
  };
}

function describe(event: ProxyEvent): string {
  switch (event.kind) {
    case 'accept':
      return `accept of port ${event.remotePort}`;
    case 'end':
      return `${event.how} from the ${event.side}`;
    case 'answer':
      return `answer ${event.status}`;
    case 'injected':
    case 'affected':
    case 'fault-start':
    case 'fault-end':
      return `${event.kind} ${event.fault}`;
    default:
      return event.kind;
  }
}
