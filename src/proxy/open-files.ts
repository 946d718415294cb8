import { readFileSync } from 'node:fs';
import type net from 'node:net';

/** Left for what is no accepted connection: its way on to the server, a program that is started, the results. */
const reserve = 12;

/** Told again only when so few of the connections are left. */
const calmShare = 0.9;

export interface OpenFilesOptions {
  /** How many files this process may have open; `undefined`: nobody knows. */
  readonly maxFiles: number | undefined;
  /** How many connections the proxy has. */
  readonly connections: () => number;
  /** Called once until there are clearly fewer connections again. */
  readonly onShortage: (why: string) => void;
}

/** Watches how many files, and every socket is one, the process may still open. */
export interface OpenFiles {
  /** Whether an accepted connection can be served; if not, the shortage is told. */
  admits(socket: net.Socket): boolean;
  /** Tells the shortage if that is what went wrong, and says whether it was. */
  explains(error: Error | null): boolean;
  /** A connection is gone. */
  freed(): void;
}

/**
 * At its limit libuv accepts and closes what comes, and tells nobody. A new file gets the lowest free number, so the number
 * of an accepted socket says how near the limit is, whatever else in the process opens files.
 */
export function createOpenFiles({ maxFiles, connections, onShortage }: OpenFilesOptions): OpenFiles {
  let toldAt: number | undefined;

  const tell = (text: (count: number) => string): void => {
    if (toldAt !== undefined) return;
    toldAt = connections();
    onShortage(text(toldAt));
  };

  const own = (count: number): string => {
    const limit = maxFiles === undefined ? '' : `this process may open ${maxFiles}, `;
    return `too many open files: ${limit}a proxied connection takes two, and there are ${count}; raise the limit with "ulimit -n"`;
  };
  const everybodys = (count: number): string =>
    `too many open files in the whole system: a proxied connection takes two, and there are ${count}`;

  return {
    admits(socket) {
      const number = numberOf(socket);
      if (maxFiles === undefined || number === undefined || number < maxFiles - reserve) return true;
      tell(own);
      return false;
    },
    explains(error) {
      const { code } = (error ?? {}) as NodeJS.ErrnoException;
      if (code === 'EMFILE') tell(own);
      else if (code === 'ENFILE') tell(everybodys);
      else return false;
      return true;
    },
    freed() {
      if (toldAt !== undefined && connections() <= toldAt * calmShare) toldAt = undefined;
    },
  };
}

/** How many files this process may have open; `undefined` where the system does not tell, or sets no limit. */
export function readMaxFiles(): number | undefined {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

/** The descriptor; Windows has none. */
function numberOf(socket: net.Socket): number | undefined {
  const number = (socket as { readonly _handle?: { readonly fd?: number } | null })._handle?.fd;
  return number === undefined || number < 0 ? undefined : number;
}
