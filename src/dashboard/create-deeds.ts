import { type ApiClient, ApiProblem } from './api-client.ts';
import type { FaultEntry } from './api-types.ts';
import { aimButton, type FaultButton } from './fault-buttons.ts';
import type { LiveSession } from './live-session.ts';

/** What can be done to a proxy from the page. */
export interface Deeds {
  /** Throws the fault of a button, or lifts it where it stays until then. */
  press(button: FaultButton): Promise<void>;
  throwIn(entry: FaultEntry): Promise<boolean>;
  lift(id: string): Promise<void>;
  clear(): Promise<void>;
  reset(connection: number): Promise<void>;
  enable(isOn: boolean): Promise<void>;
}

export interface DeedsOptions {
  readonly client: ApiClient;
  readonly session: LiveSession | undefined;
  /** What faults are aimed at; `undefined`: all. */
  readonly connection: number | undefined;
  readonly say: (text: string, isBad?: boolean) => void;
}

export function createDeeds({ client, session, connection, say }: DeedsOptions): Deeds {
  /** `true`: it is done. */
  const attempt = async (what: string, run: (path: string) => Promise<void>): Promise<boolean> => {
    if (session === undefined) return false;
    try {
      await run(session.path);
      say(what);
      return true;
    } catch (error) {
      say(error instanceof ApiProblem ? error.message : 'The tool does not answer.', true);
      return false;
    } finally {
      session.refresh();
    }
  };
  const faultPath = (path: string, id: string): string => `${path}/faults/${encodeURIComponent(id)}`;
  const lift = async (id: string): Promise<void> => {
    await attempt(`Lifted ${id}`, (path) => client.send('DELETE', faultPath(path, id)));
  };
  const throwIn = (entry: FaultEntry, label: string = entry.fault): Promise<boolean> =>
    attempt(`Thrown: ${label}`, (path) => client.send('POST', `${path}/faults`, entry));

  return {
    async press(button) {
      const { entry, label, isToggle } = button;
      const isThere = session?.snapshot.faults.some(({ id }) => id === entry.id) === true;
      if (isToggle && isThere) await lift(String(entry.id));
      else await throwIn(aimButton(button, connection), label);
    },
    throwIn,
    lift,
    async clear() {
      await attempt('Lifted all faults', (path) => client.send('DELETE', `${path}/faults`));
    },
    async reset(id) {
      await attempt(`Reset connection ${id}`, (path) => client.send('DELETE', `${path}/connections/${id}`));
    },
    async enable(enabled) {
      const what = enabled ? 'The port listens again' : 'The port is closed, and all connections are cut';
      await attempt(what, (path) => client.send('PATCH', path, { enabled }));
    },
  };
}
