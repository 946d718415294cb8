import { redactHeaders } from '../../result/redact.ts';

/** How a session dials its server. */
export interface DialledTarget {
  readonly target: string;
  readonly rejectUnauthorized?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The target as a scenario file writes it. A header that may be a secret is read from the environment: files are shared. */
export function scenarioTargetOf({
  target,
  rejectUnauthorized = true,
  headers = {},
}: DialledTarget): string | Readonly<Record<string, unknown>> {
  const written = Object.entries(headers).map(([name, value]) => [name, writeHeader(name, value)] as const);
  const more = {
    ...(written.length === 0 ? {} : { headers: Object.fromEntries(written) }),
    ...(rejectUnauthorized ? {} : { rejectUnauthorized }),
  };
  return Object.keys(more).length === 0 ? target : { url: target, ...more };
}

function writeHeader(name: string, value: string): string {
  const [shown] = Object.values(redactHeaders({ [name.toLowerCase()]: value }));
  if (shown !== value) return `\${env.${name.toUpperCase().replaceAll(/\W/g, '_')}}`;
  // It is no reference to anything.
  return value.replaceAll('${', () => '$${');
}
