/** What stands for a secret. */
export const redacted = 'redacted';

/** Headers that hold no secret. Others may, under any name: `x-api-key`, `x-session`. */
const openHeaders: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'upgrade', 'origin', 'user-agent', 'accept', 'accept-encoding', 'accept-language'],
  ...['cache-control', 'pragma', 'content-length', 'transfer-encoding'],
  ...['sec-websocket-version', 'sec-websocket-extensions', 'sec-websocket-key'],
  ...['sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site'],
]);

/** Subprotocols with a name of their own; clients that cannot set headers put tokens between them. */
const knownProtocols =
  /^(?:graphql-ws|graphql-transport-ws|mqtt|mqttv3\.1|v\d+\.(?:amqp|stomp)|wamp\.2\.\w+|actioncable-v1-(?:json|msgpack)|soap|xmpp|sip)$/i;

/** Headers of a handshake, names in lower case; values that may be secret are left out. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name === 'sec-websocket-protocol') return [name, redactProtocols(value)];
      return [name, openHeaders.has(name) ? value : redacted];
    }),
  );
}

function redactProtocols(value: string): string {
  const names = value.split(',').map((name) => name.trim());
  return names.map((name) => (knownProtocols.test(name) ? name : redacted)).join(', ');
}

/** What stands behind the `?`: the names stay. */
export function redactQuery(query: string): string {
  return query
    .split('&')
    .map((part) => (part.includes('=') ? `${part.slice(0, part.indexOf('='))}=${redacted}` : part && redacted))
    .join('&');
}

/** A text of a client's own, which may quote the URL that it dialled, with a name and a password or a query. */
export function redactText(text: string): string {
  return text
    .replace(/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@"'<>]+@/gi, `$1${redacted}@`)
    .replace(/\?([^\s#"'<>]*=[^\s#"'<>]*)/g, (_match, query: string) => `?${redactQuery(query)}`)
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${redacted}`);
}
