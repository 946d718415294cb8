import type { Instant } from '../../src/base/clock.ts';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';

/** What happened on each of the connections that a proxy has up, to tell of those that stay too long or lose something. */
export interface ConnectionDiary {
  observe(event: ProxyEvent): void;
  /** A line for each connection that is up: what happened on it, and how many seconds before `now`. */
  tell(now: Instant): readonly string[];
  /** The same of the last one that came over this port of its client's, also where it is gone. */
  tellOf(port: number, now: Instant): string;
}

interface Story {
  readonly connection: number;
  readonly events: { readonly what: string; readonly t: Instant }[];
  /** When the last frame came, and was delivered, in each direction. */
  readonly frames: Map<string, Instant>;
}

/** The first one, and so many of the last ones. */
const maxEvents = 30;

/** Of so many connections something is still known when they are gone. */
const maxKnown = 1_000;

export function createConnectionDiary(): ConnectionDiary {
  const up = new Map<number, Story>();
  const byPort = new Map<number, Story>();

  const begin = (connection: number, port: number): void => {
    const story: Story = { connection, events: [], frames: new Map() };
    up.set(connection, story);
    byPort.delete(port);
    byPort.set(port, story);
    const [oldest] = byPort.keys();
    if (byPort.size > maxKnown && oldest !== undefined) byPort.delete(oldest);
  };

  return {
    observe(event) {
      if (!('connection' in event) || event.connection === undefined) return;
      const { connection, kind, t } = event;
      if (kind === 'accept') begin(connection, event.remotePort);
      const story = up.get(connection);
      if (kind === 'gone') up.delete(connection);
      if (story === undefined) return;
      if (kind === 'frame' || kind === 'delivered') story.frames.set(`${kind} ${event.frame.direction}`, t);
      else {
        story.events.push({ what: describe(event), t });
        if (story.events.length > maxEvents) story.events.splice(1, 1);
      }
    },
    tell: (now) => [...up.values()].map((story) => write(story, now)),
    tellOf(port, now) {
      const story = byPort.get(port);
      return story === undefined ? 'no connection' : write(story, now);
    },
  };
}

function write({ connection, events, frames }: Story, now: Instant): string {
  const before = (what: string, t: Instant): string => `${what} ${((now - t) / 1_000).toFixed(1)}`;
  const told = [...events.map(({ what, t }) => before(what, t)), ...[...frames].map(([what, t]) => before(what, t))];
  return `connection ${connection}: ${told.join(', ')}`;
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
