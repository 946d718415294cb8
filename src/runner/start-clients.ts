import type { Cancel, Clock } from '../base/clock.ts';
import type { ClientOutput, Observation } from '../result/observation.ts';
import type { ClientTrust, Subject, SubjectHandle } from './subject/subject.ts';

export interface ClientsOptions {
  readonly subject: Subject;
  readonly count: number;
  /** The starts are spread over this time, evenly. */
  readonly startOverMs: number;
  /** What each is to dial, the first one first; one address serves all. */
  readonly urls: readonly string[];
  readonly tls?: ClientTrust | undefined;
  readonly seed: number;
  readonly iteration: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onObservation: (observation: Observation) => void;
  /** A client ended through us. */
  readonly onDisturbed: (why: string) => void;
  readonly onNote: (note: string) => void;
}

/** More than a report shows, because some of them say nothing. */
const keptLines = 40;

/** The clients of one iteration. */
export interface RunningClients {
  /** To each that is a process of its own and has started. */
  signal(signal: NodeJS.Signals): void;
  /** What those that printed anything printed last. */
  readonly outputs: readonly ClientOutput[];
  /** Ends all of them. */
  close(): Promise<void>;
}

/**
 * Starts the clients; resolves when the first has started, the others follow.
 * @throws {WschaosError} `client.not-found`
 */
export async function startClients(options: ClientsOptions): Promise<RunningClients> {
  const { subject, count, startOverMs, clock, onObservation } = options;
  const handles: { readonly client: number; readonly handle: SubjectHandle }[] = [];
  const pending = new Set<Promise<unknown>>();
  const cancels: Cancel[] = [];
  let closed = false;

  const start = async (client: number): Promise<void> => {
    const handle = await subject.start({
      url: options.urls[client - 1] ?? (options.urls[0] as string),
      tls: options.tls,
      seed: options.seed,
      iteration: options.iteration,
      client,
      signal: options.signal,
      onEvent({ ev, t, code, cause, err }) {
        // A client may tell each of its messages; no figure is made of them.
        if (closed || ev === 'message') return;
        onObservation({
          source: 'client',
          kind: ev,
          client,
          t,
          ...(code === undefined ? {} : { code }),
          ...(cause === undefined ? {} : { cause }),
          ...(err === undefined ? {} : { err }),
        });
      },
      onExit: (exit) => onObservation({ source: 'runner', kind: 'exit', client, ...exit }),
      onDisturbed: options.onDisturbed,
      onNote: options.onNote,
    });
    if (closed) await handle.close();
    else handles.push({ client, handle });
  };

  const track = (started: Promise<void>, client: number): Promise<void> => {
    const watched = started
      .catch((error: unknown) => {
        if (closed || options.signal.aborted) return;
        const lastLines = [error instanceof Error ? error.message : String(error)];
        onObservation({ source: 'runner', kind: 'exit', client, t: clock.now(), code: null, signal: null, lastLines });
      })
      .finally(() => pending.delete(watched));
    pending.add(watched);
    return watched;
  };

  await start(1);
  const startedAt = clock.now();
  for (let client = 2; client <= count; client++) {
    const dueAt = startedAt + (startOverMs * (client - 1)) / Math.max(1, count - 1);
    cancels.push(clock.schedule(dueAt, () => void track(start(client), client)));
  }

  return {
    signal(signal) {
      for (const { handle } of handles) handle.signal?.(signal);
    },
    get outputs() {
      return handles
        .map(({ client, handle }) => ({ client, lines: handle.log.slice(-keptLines) }))
        .filter(({ lines }) => lines.length > 0);
    },
    async close() {
      closed = true;
      for (const cancel of cancels) cancel();
      await Promise.all(pending);
      await Promise.all(handles.map(({ handle }) => handle.close()));
    },
  };
}
