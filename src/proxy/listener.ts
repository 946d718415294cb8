import { readFileSync } from 'node:fs';
import net from 'node:net';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';

/** How long a port that was ours may be somebody else's before the proxy gives up. */
const reclaimMs = 2_000;
const reclaimEveryMs = 5;

/** A herd that comes back in one instant must not lose its SYNs and wait for the kernel's second try. */
const backlog = 4_096;

export interface ListenerOptions {
  readonly host: string;
  /** 0: a free port below the ephemeral range. */
  readonly port: number;
  readonly clock: Clock;
  readonly onConnection: (socket: net.Socket) => void;
  /** A connection could not be taken from the kernel; the next one perhaps can. */
  readonly onAcceptError: (error: Error) => void;
}

/** A port that can be closed for real, and opened again. */
export interface Listener {
  readonly host: string;
  readonly port: number;
  /** From now on dials are refused; connections that are up stay up. */
  close(): void;
  /**
   * Listens on the same port again. `done` gets an error when somebody else holds the port for too long; it is called, too,
   * when the port is closed again before it was open.
   */
  open(done: (error?: Error) => void): void;
}

/**
 * Starts to listen.
 * @throws {WschaosError} `port.in-use`, `listen.failed`
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { host, clock } = options;
  let server = await (options.port === 0 ? listenOnFreePort(options) : listen(options.port, options));
  const { port } = server.address() as net.AddressInfo;
  let generation = 0;
  let opening: ((error?: Error) => void) | undefined;
  const finish = (error?: Error): void => {
    const done = opening;
    opening = undefined;
    done?.(error);
  };

  return {
    host,
    port,
    close() {
      generation++;
      server.close();
      finish();
    },
    open(done) {
      const own = ++generation;
      opening = done;
      const deadline = clock.now() + reclaimMs;
      const attempt = (): void => {
        if (own !== generation) return;
        const next = createServer(options);
        const onFailure = (error: Error): void => {
          if (own !== generation) return;
          if (clock.now() >= deadline) finish(error);
          else clock.schedule(clock.now() + reclaimEveryMs, attempt);
        };
        next.once('error', onFailure);
        next.listen({ host, port, backlog, exclusive: true }, () => {
          next.off('error', onFailure);
          if (own !== generation) next.close();
          else {
            server = next;
            finish();
          }
        });
      };
      attempt();
    },
  };
}

function createServer({ onConnection, onAcceptError }: ListenerOptions): net.Server {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
  // An error that keeps it from listening is told to whom asked for that.
  return server.on('error', (error) => {
    if (server.listening) onAcceptError(error);
  });
}

function listen(port: number, options: ListenerOptions): Promise<net.Server> {
  const { host } = options;
  return new Promise((resolve, reject) => {
    const server = createServer(options);
    const onFailure = (error: NodeJS.ErrnoException): void => reject(describeListenError(error, host, port));
    server.once('error', onFailure);
    server.listen({ host, port, backlog, exclusive: true }, () => {
      server.off('error', onFailure);
      resolve(server);
    });
  });
}

/**
 * A port below the ephemeral range. Above it, while the port is closed, a client that dials it in a loop can connect to
 * itself and an unrelated dial can take it, and listening again fails.
 */
async function listenOnFreePort(options: ListenerOptions): Promise<net.Server> {
  const lowest = 10_240;
  const span = Math.max(1_000, ephemeralFrom() - lowest);
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowest + (nextCandidate() % span);
    try {
      return await listen(port, options);
    } catch (error) {
      if (!(error instanceof WschaosError && error.code === 'port.in-use')) throw error;
    }
  }
  throw new WschaosError('port.in-use', `no free port on ${options.host} below the ephemeral range`);
}

let candidate = process.pid * 7919;

/** Far apart from process to process and within one, so that runs side by side rarely collide. */
function nextCandidate(): number {
  candidate += 263;
  return candidate;
}

/** The first port that the kernel gives to dials; IANA's default where the system does not tell. */
function ephemeralFrom(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return 49_152;
  }
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): WschaosError {
  if (error.code === 'EADDRINUSE') {
    return new WschaosError('port.in-use', `port ${port} on ${host} is in use`, {
      hint: 'Choose another (`listen` in a scenario, --listen of `wschaos proxy`), or port 0 for any free one.',
      cause: error,
    });
  }
  return new WschaosError('listen.failed', `cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
}
