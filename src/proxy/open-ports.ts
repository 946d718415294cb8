import { WschaosError } from '../base/error.ts';
import { type Listener, type ListenerOptions, openListener } from './listener.ts';

const highestPort = 65_535;

export type PortsOptions = ListenerOptions & {
  /** How many ports; from a given one on upwards, or so many free ones. */
  readonly count: number;
};

/** One or more ports of a proxy, which are closed and opened together. */
export interface Ports {
  readonly host: string;
  readonly ports: readonly number[];
  /** From now on dials are refused at all of them; connections that are up stay up. */
  close(): void;
  /** Opens all of them again; `done` is called once, with the first error if there is one. */
  open(done: (error?: Error) => void): void;
}

/**
 * Starts to listen on all of them, or on none.
 * @throws {WschaosError} `port.in-use`, `listen.failed`
 */
export async function openPorts({ count, ...options }: PortsOptions): Promise<Ports> {
  const { host, port } = options;
  if (port + count - 1 > highestPort) {
    throw new WschaosError(
      'listen.failed',
      `there are no ${count} ports from ${port} on; the highest is ${highestPort}`,
    );
  }
  const listeners: Listener[] = [];
  try {
    for (let nth = 0; nth < count; nth++) {
      listeners.push(await openListener({ ...options, port: port === 0 ? 0 : port + nth }));
    }
  } catch (error) {
    for (const listener of listeners) listener.close();
    throw error;
  }

  return {
    host,
    ports: listeners.map((listener) => listener.port),
    close() {
      for (const listener of listeners) listener.close();
    },
    open(done) {
      let pending = listeners.length;
      let failure: Error | undefined;
      const finish = (error?: Error): void => {
        failure ??= error;
        pending--;
        if (pending === 0) done(failure);
      };
      for (const listener of listeners) listener.open(finish);
    },
  };
}
