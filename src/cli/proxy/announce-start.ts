import { redactText } from '../../result/redact.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import type { Io } from '../io.ts';
import type { OpenApi } from './open-api.ts';

export interface StartFacts {
  readonly sessions: readonly Pick<ProxySession, 'name' | 'url' | 'target'>[];
  /** Whom the clients of a proxy are to trust, by its name. */
  readonly caFiles: ReadonlyMap<string, string | undefined>;
  readonly api: Pick<OpenApi, 'url' | 'pageUrl'> | undefined;
}

/** Says where to dial and where the page is, on stdout for programs to read; on stderr what else there is to know. */
export function announceStart({ sessions, caFiles, api }: StartFacts, io: Pick<Io, 'stdout' | 'stderr'>): void {
  const isAlone = sessions.length === 1;
  const { url: apiUrl, pageUrl } = api ?? {};
  const how = `${pageUrl === undefined ? '' : 'open the page in a browser; '}Ctrl-C ends it`;
  if (apiUrl !== undefined) io.stderr.write(`the API is ${apiUrl}/v1\n`);
  for (const { name, url } of sessions) io.stdout.write(isAlone ? `${url}\n` : `${name} ${url}\n`);
  if (pageUrl !== undefined) io.stdout.write(`${pageUrl}\n`);
  for (const { name, target } of sessions) {
    io.stderr.write(`${isAlone ? '' : `${name} `}forwards to ${redactText(target)}${isAlone ? `; ${how}` : ''}\n`);
    const file = caFiles.get(name);
    if (file !== undefined) io.stderr.write(`clients${isAlone ? '' : ` of ${name}`} are to trust ${file}\n`);
  }
  if (!isAlone) io.stderr.write(`${how}\n`);
}
