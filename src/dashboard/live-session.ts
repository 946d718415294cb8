import type { ApiClient } from './api-client.ts';
import type { Connection, LiveFault, Measurement, ProxyFacts, ToldFrame } from './api-types.ts';
import { type Entry, followLog, type LinkState } from './follow-log.ts';
import { createFrameRing, type FrameRing } from './frame-ring.ts';
import { createSessionClock, type SessionClock } from './session-clock.ts';
import { createTimelineBook, type TimelineBook } from './timeline-book.ts';
import { createTrafficRate, type TrafficRate } from './traffic-rate.ts';

/** What is asked for now and then. */
export interface Snapshot {
  readonly link: LinkState;
  readonly proxy: ProxyFacts | undefined;
  readonly connections: readonly Connection[];
  readonly faults: readonly LiveFault[];
  readonly measurements: readonly Measurement[];
  /** The page was told of a gap: some frames are missing. */
  readonly hasGap: boolean;
}

/** A proxy as the page sees it, live. */
export interface LiveSession {
  readonly path: string;
  readonly ring: FrameRing;
  readonly timeline: TimelineBook;
  readonly rate: TrafficRate;
  readonly clock: SessionClock;
  readonly snapshot: Snapshot;
  /** The newest frames, the oldest first. */
  recent(): readonly ToldFrame[];
  /** Asks at once, as after something was done. */
  refresh(): void;
  close(): void;
}

export interface LiveSessionOptions {
  readonly client: ApiClient;
  readonly name: string;
  /** The snapshot is another. */
  readonly onChange: () => void;
}

const recentFrames = 1_000;
const refreshMs = 500;
/** What left the lanes is kept a little longer: the page may have been paused. */
const keptMs = 180_000;

const empty: Snapshot = {
  ...{ link: 'connecting', proxy: undefined, connections: [], faults: [], measurements: [], hasGap: false },
};

export function createLiveSession({ client, name, onChange }: LiveSessionOptions): LiveSession {
  const path = `/proxies/${encodeURIComponent(name)}`;
  const over = new AbortController();
  const ring = createFrameRing();
  const timeline = createTimelineBook();
  const rate = createTrafficRate();
  const clock = createSessionClock();
  let recent: ToldFrame[] = [];
  let snapshot = empty;
  let asked: Promise<void> | undefined;
  let isStale = false;

  const update = (changes: Partial<Snapshot>): void => {
    if (over.signal.aborted) return;
    snapshot = { ...snapshot, ...changes };
    onChange();
  };

  const ask = async (): Promise<void> => {
    const sent = performance.now();
    const [proxy, connections, faults, measurements] = await Promise.all([
      client.get<ProxyFacts>(path),
      client.get<readonly Connection[]>(`${path}/connections`),
      client.get<readonly LiveFault[]>(`${path}/faults`),
      client.get<readonly Measurement[]>(`${path}/measurements`),
    ]);
    const askedAt = clock.at(sent);
    clock.observe(proxy.ageMs, Math.max(sent, performance.now()));
    if (askedAt !== undefined) timeline.keepUp(new Set(connections.map(({ id }) => id)), askedAt, proxy.ageMs);
    update({ proxy, connections, faults, measurements });
  };

  const refresh = (): void => {
    if (asked !== undefined) {
      isStale = true;
      return;
    }
    // That the tool is gone is told by the stream.
    asked = ask()
      .catch(() => {})
      .finally(() => {
        asked = undefined;
        if (!isStale) return;
        isStale = false;
        refresh();
      });
  };

  const take = (entries: readonly Entry[]): void => {
    const local = performance.now();
    let isNews = false;
    for (const entry of entries) {
      clock.observe(entry.t, local);
      if (entry.kind === 'frame') {
        ring.push(entry);
        rate.add(entry.t, entry.direction === 'to-server');
        recent.push(entry);
      } else if (entry.kind === 'delivered') ring.deliver(entry.frame);
      else {
        timeline.apply(entry);
        isNews = true;
      }
    }
    if (recent.length > 2 * recentFrames) recent = recent.slice(-recentFrames);
    timeline.forget((clock.at(local) ?? 0) - keptMs);
    if (isNews) refresh();
  };

  const timer = setInterval(refresh, refreshMs);
  refresh();
  void followLog(
    {
      ...{ client, path, onEntries: take },
      onGap: () => update({ hasGap: true }),
      onState: (link) => update({ link }),
      pause: (signal) => rest(refreshMs, signal),
    },
    over.signal,
  );

  return {
    ...{ path, ring, timeline, rate, clock, refresh },
    get snapshot() {
      return snapshot;
    },
    recent: () => recent.slice(-recentFrames),
    close() {
      over.abort();
      clearInterval(timer);
    },
  };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
