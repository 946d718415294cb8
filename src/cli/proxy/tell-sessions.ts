import { cleanLine } from '../../report/clean-text.ts';
import type { Paint } from '../../report/define-reporter.ts';
import { redactText } from '../../result/redact.ts';
import { realClock } from '../../runner/real-clock.ts';
import type { LogEntry } from '../../runner/session/log-entry.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import type { SessionRegistry } from '../../runner/session/session-registry.ts';
import { formatLogEntry } from '../format-log-entry.ts';
import type { Io } from '../io.ts';

export interface TellOptions {
  readonly io: Pick<Io, 'stdout' | 'stderr'>;
  readonly paint: Paint;
  readonly showsFrames: boolean;
}

/**
 * Writes what the proxies of a registry see, a line an event, from now on; with the proxy's name where there are several. The
 * function that it returns ends that.
 */
export function tellSessions(registry: SessionRegistry, { io, paint, showsFrames }: TellOptions): () => void {
  const endings = new Map<ProxySession, () => void>();
  // One for all, so that their lines can be compared.
  const origin = registry.list()[0]?.startedAt ?? realClock.now();

  const tell = ({ name, startedAt }: ProxySession, entry: LogEntry): void => {
    if (entry.kind === 'frame' && !showsFrames) return;
    const line = formatLogEntry({ ...entry, t: entry.t + startedAt - origin });
    if (line === undefined) return;
    const named = registry.list().length > 1 ? `${name}  ${line}` : line;
    io.stdout.write(`${entry.kind === 'fault' ? paint('bold', named) : named}\n`);
    if (entry.kind === 'disturbed') io.stderr.write(`wschaos: ${entry.why}\n`);
  };
  const follow = (session: ProxySession): void => {
    for (const entry of session.log.since(0).entries) tell(session, entry);
    endings.set(
      session,
      session.log.subscribe((entry) => tell(session, entry)),
    );
  };

  for (const session of registry.list()) follow(session);
  const unsubscribe = registry.subscribe((change, session) => {
    if (change === 'added') {
      io.stderr.write(
        `${session.name} listens on ${session.url}, forwards to ${redactText(cleanLine(session.target))}\n`,
      );
      follow(session);
    } else {
      endings.get(session)?.();
      endings.delete(session);
      io.stderr.write(`${session.name} is closed\n`);
    }
  });
  return () => {
    unsubscribe();
    for (const end of endings.values()) end();
  };
}
