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

/** A quoted value up to its end, which may lie beyond the text; `\"` where the text stands in another. */
const quoted = String.raw`\\+["'](?:[^"'\\\r\n]|\\(?!["']))*|"(?:\\.|[^"\\\r\n])*|'(?:\\.|[^'\\\r\n])*`;
/** Between a name and its value: `=`, `: `, `":`. */
const between = String.raw`\\*["']?\s*[=:]\s*`;

const userInfo = /(?<![a-z\d+.-])([a-z][a-z\d+.-]*:\/\/)[^\s/?#"<>]+@/gi;
/** The value of such a header may have spaces, and every kind of sign: it ends with the line. */
const wholeLine = new RegExp(
  String.raw`(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie2?)(${between})(${quoted}|[^\r\n]+)`,
  'gi',
);
const protocols = new RegExp(
  String.raw`(?<![\w-])(sec-websocket-protocol|sub-?protocols?)(${between}|\s+(?=["']|[^\s"']*\d))` +
    String.raw`(\[[^\]\r\n]*|${quoted}|[^\s,]+(?:\s*,\s*[^\s,]+)*)`,
  'gi',
);
const bearer = /\b(bearer|basic)((?:\s+token)?(?:["']?\s*[:=]\s*["']?|\s+["']?))([^\s"'<>]+)/gi;
/** `with token k3y-of-mine`, `the password is …`: a word with a digit that is no mere number of something. */
const spoken =
  /\b((?:token|secret|password|passphrase|passwd|pwd|credentials?|(?:api|access)[- ]?key)(?:\s+(?:is|was))?\s+["'`]?)(?=[^\s"'`<>]*\d)([^\s"'`<>]{6,})/gi;
/** Tokens that tell by their beginning what they are: JSON web tokens, and those of GitHub, GitLab, AWS, Slack, Stripe and npm. */
const wellKnown =
  /(?<![\w-])(?:eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|gh[oprsu]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|A[KS]IA[A-Z\d]{16}|xox[abeprs]-[\w-]{10,}|[rs]k_(?:live|test)_\w{10,}|npm_\w{30,})/g;

const named = new RegExp(String.raw`(?<![\w.-])([\w.-]+)${between}(?!//)`, 'g');
const flagged = /(?<!\S)(--[\w-]+)\s+(?!-)/g;
const secretValue = new RegExp(String.raw`${quoted}|[^\s"<>&]+`, 'y');

/** What it ends in makes a name that of a secret; headers of somebody's own may be called anything. */
const secretName = new RegExp(
  `^x-|(?:${[
    ...['token', 'secret', 'passw(?:or)?d', 'passphrase', 'pwd', 'credentials?', 'jwt', 'auth', 'ticket', 'signature'],
    ...['(?:api|access|private)[-_.]?key', 'session', 'sess(?:ion)?[-_.]?id', '(?:^|[-_.])si[dg]'],
  ].join('|')})$`,
  'i',
);

/**
 * A text of somebody else's, such as a line that a client printed: without what may be secret in its URLs (a name and a password,
 * the values of a query or a fragment), in its headers, and in what it calls a token, a password and the like. Rather too much
 * goes than too little. What is redacted stays as it is.
 */
export function redactText(text: string): string {
  const urls = text
    .replace(userInfo, `$1${redacted}@`)
    .replace(/\?([^\s#"<>]+)/g, (match, query: string, at: number) =>
      query.includes('=') || mayBeginQuery(text, at) ? `?${exceptClosing(query, redactQuery)}` : match,
    )
    .replace(/#([^\s"<>]*=[^\s"<>]*)/g, (_match, fragment: string) => `#${exceptClosing(fragment, redactQuery)}`);
  const headers = urls
    .replace(wholeLine, (_match, name: string, sign: string, value: string) => `${name}${sign}${hide(value)}`)
    .replace(protocols, (_match, name: string, sign: string, value: string) => `${name}${sign}${hideUnknown(value)}`)
    .replace(bearer, (_match, name: string, sign: string, value: string) => `${name}${sign}${hide(value)}`)
    .replace(spoken, (_match, name: string, value: string) => `${name}${hide(value)}`);
  return hideNamed(hideNamed(headers, named), flagged).replace(wellKnown, redacted);
}

/** A question mark in a path, or at the beginning of a word; not behind one. */
function mayBeginQuery(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2048), at);
  const word = before.slice(before.search(/\S*$/));
  return word.includes('/') || /(?:^|["'(=])$/.test(word);
}

/** @param pattern - a name and the sign behind it */
function hideNamed(text: string, pattern: RegExp): string {
  const parts: string[] = [];
  let done = 0;
  for (const { 0: match, 1: name = '', index } of text.matchAll(pattern)) {
    if (index < done || !secretName.test(name)) continue;
    secretValue.lastIndex = index + match.length;
    const value = secretValue.exec(text)?.[0];
    if (value === undefined) continue;
    parts.push(text.slice(done, index + match.length), hide(value));
    done = index + match.length + value.length;
  }
  return parts.join('') + text.slice(done);
}

/** An opening quote stays, and what closes behind the value. */
function hide(value: string): string {
  const opening = /^\\*["']/.exec(value)?.[0];
  return opening === undefined ? exceptClosing(value, () => redacted) : `${opening}${redacted}`;
}

/** Of a list of subprotocols, quoted or not. */
function hideUnknown(value: string): string {
  return value.replace(/[^\s,"'[\]\\]+/g, (name) => (knownProtocols.test(name) ? name : redacted));
}

const closing = '\'")]}>,.;:!?…`';

function exceptClosing(value: string, change: (value: string) => string): string {
  let end = value.length;
  while (end > 0 && closing.includes(value[end - 1] ?? '')) end--;
  return end === 0 ? value : change(value.slice(0, end)) + value.slice(end);
}
