import type { ApiClient } from './api-client.ts';
import { ApiProblem } from './api-client.ts';
import type { EventEntry, FrameEntry } from './api-types.ts';
import { createEventStreamReader } from './event-stream-reader.ts';

export type Entry = FrameEntry | EventEntry;

/** How the page hears of a proxy: `lost` while it tries to come back, `over` when the proxy is gone for good. */
export type LinkState = 'connecting' | 'live' | 'lost' | 'over';

export interface FollowOptions {
  readonly client: ApiClient;
  /** `/proxies/NAME` */
  readonly path: string;
  /** What came with one piece of the stream, in the order of their ids. */
  readonly onEntries: (entries: readonly Entry[]) => void;
  /** Entries are missing: they came faster than they could be read. */
  readonly onGap: () => void;
  readonly onState: (state: LinkState) => void;
  /** Before it is tried again. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
}

/** Follows the log of a proxy until `signal`, with all that the tool still keeps of it, and again after a break. */
export async function followLog(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { client, path, onEntries, onGap, onState, pause } = options;
  const reader = createEventStreamReader();

  const readOn = async (): Promise<boolean> => {
    const since = reader.lastId === '' ? '0' : reader.lastId;
    const response = await client.stream(`${path}/events?frames=true`, { 'last-event-id': since }, signal);
    onState('live');
    const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done = true } = (await pieces?.read()) ?? {};
      if (done) return false;
      const events = reader.push(value ?? '');
      const isOver = events.some(({ event }) => event === 'end');
      if (events.some(({ event }) => event === 'gap')) onGap();
      const told = events.filter(({ event }) => event !== 'gap' && event !== 'end');
      if (told.length > 0) onEntries(told.map(({ data }) => JSON.parse(data) as Entry));
      if (isOver) return true;
    }
  };

  onState('connecting');
  while (!signal.aborted) {
    try {
      if (await readOn()) {
        onState('over');
        return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.status === 404) {
        onState('over');
        return;
      }
    }
    if (signal.aborted) return;
    onState('lost');
    await pause(signal);
  }
}
