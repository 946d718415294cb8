/** Every cause that the reference client names, one for each loss. `<…>` stands for a detail of the case. */
export const causes = [
  { cause: 'tcp.refused', summary: 'the port refused the connection' },
  { cause: 'tcp.reset', summary: 'the peer, or something between, sent a RST' },
  { cause: 'tcp.eof', summary: 'a FIN came without a Close frame, or in place of an answer' },
  { cause: 'tcp.unreachable', summary: 'no route, no address of our own, or no acknowledgement from the other host' },
  { cause: 'local.files', summary: 'this process, or the whole system, may open no more files' },
  { cause: 'connect.timeout', summary: 'no TCP connection, or no TLS session, within the connect timeout' },
  { cause: 'url.fail', summary: 'the url function rejected, or gave no WebSocket URL' },
  { cause: 'dns.fail', summary: 'the name has no address, or the resolver gave no answer' },
  { cause: 'tls.fail:<code>', summary: 'no TLS session; the code is that of Node or OpenSSL' },
  { cause: 'upgrade.timeout', summary: 'the connection stood and the 101 did not come within the connect timeout' },
  { cause: 'upgrade.status:<n>', summary: 'an HTTP answer other than 101' },
  { cause: 'upgrade.invalid:<what>', summary: 'an answer that is no valid 101: accept-key, upgrade-header, …' },
  { cause: 'ready.timeout', summary: 'open, and not ready within the ready timeout' },
  { cause: 'ping.timeout', summary: 'a WebSocket ping stayed without a sign of life' },
  { cause: 'app.heartbeat.timeout', summary: 'a heartbeat message stayed without a sign of life' },
  { cause: 'server.ping.timeout', summary: 'the ping that the server owed did not come' },
  { cause: 'idle.timeout', summary: 'silence for longer than the limit' },
  { cause: 'send.error', summary: 'writing failed: the connection was closed already' },
  { cause: 'send.stalled', summary: 'what was sent stayed in our own buffer for too long' },
  { cause: 'app.reply.timeout', summary: 'a message that is answered at once was not answered' },
  { cause: 'seq.gap', summary: 'a message of the server is missing; told as an error, the link lives on' },
  { cause: 'close:<code>', summary: 'a Close frame; 1005 when it held no code, 1006 when the link ended unexplained' },
  { cause: 'protocol.error:<rule>', summary: 'the server broke RFC 6455' },
  { cause: 'close.timeout', summary: 'a closing handshake that the peer did not finish; the socket was destroyed' },
  { cause: 'user', summary: 'this client was told to close' },
  { cause: 'unknown:<code>', summary: 'an error that fits no other row' },
] as const;

/** How far an attempt had come. */
export type LinkPhase = 'connecting' | 'upgrading' | 'open';

/** The end of one connection, or of one attempt to make it. */
export interface Loss {
  /** One of {@link causes}. */
  readonly cause: string;
  /** The code of the Close frame. */
  readonly code?: number;
  /** The status in place of 101. */
  readonly status?: number;
  readonly retryAfterMs?: number;
  /** The error's own text, for people. */
  readonly err?: string;
}

const causeOfErrno: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'tcp.refused',
  ECONNRESET: 'tcp.reset',
  ECONNABORTED: 'tcp.reset',
  EHOSTUNREACH: 'tcp.unreachable',
  EHOSTDOWN: 'tcp.unreachable',
  ENETUNREACH: 'tcp.unreachable',
  ENETDOWN: 'tcp.unreachable',
  EADDRNOTAVAIL: 'tcp.unreachable',
  EMFILE: 'local.files',
  ENFILE: 'local.files',
  EPIPE: 'send.error',
};

/** The texts by which `ws` refuses an answer (they carry no code). */
const causeOfText: Readonly<Record<string, string>> = {
  'Invalid Upgrade header': 'upgrade.invalid:upgrade-header',
  'Invalid Sec-WebSocket-Accept header': 'upgrade.invalid:accept-key',
  'Server sent a subprotocol but none was requested': 'upgrade.invalid:subprotocol',
  'Server sent an invalid subprotocol': 'upgrade.invalid:subprotocol',
  'Server sent no subprotocol': 'upgrade.invalid:subprotocol',
  'Server sent a Sec-WebSocket-Extensions header but no extension was requested': 'upgrade.invalid:extension',
  // Node's own, with code ECONNRESET though it was a FIN.
  'socket hang up': 'tcp.eof',
  'Client network socket disconnected before secure TLS connection was established': 'tcp.eof',
};

/** The codes of the errors of the `ws` receiver, in the words of the RFC. */
const ruleOfCode: Readonly<Record<string, string>> = {
  WS_ERR_UNEXPECTED_RSV_1: 'rsv1',
  WS_ERR_UNEXPECTED_RSV_2_3: 'rsv2-3',
  WS_ERR_INVALID_OPCODE: 'opcode',
  WS_ERR_EXPECTED_FIN: 'control-fragmented',
  WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH: 'control-length',
  WS_ERR_UNEXPECTED_MASK: 'masked',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'length',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'too-big',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'fragments',
  WS_ERR_INVALID_UTF8: 'utf8',
  WS_ERR_INVALID_CLOSE_CODE: 'close-code',
};

/** Names the cause of an error of the socket, of Node's HTTP client, or of `ws`. Never throws. */
export function causeOfError(error: unknown, phase: LinkPhase): string {
  const { code, syscall, message } = readError(error);
  const known = causeOfText[message];
  if (known !== undefined) return known;
  if (syscall.startsWith('getaddrinfo') || syscall.startsWith('query') || /^(EAI_|ENOTFOUND$)/.test(code)) {
    return 'dns.fail';
  }
  if (code === 'ETIMEDOUT') return phase === 'connecting' ? 'connect.timeout' : 'tcp.unreachable';
  // The library would have told the sender that its connection is closed: that is how such a client learns of it.
  if (phase === 'open' && syscall === 'write') return 'send.error';
  const ofErrno = causeOfErrno[code];
  if (ofErrno !== undefined) return ofErrno;
  const rule = ruleOfCode[code];
  if (rule !== undefined) return `protocol.error:${rule}`;
  if (code.startsWith('HPE_')) return 'upgrade.invalid:http';
  if (isTlsCode(code)) return `tls.fail:${code}`;
  return `unknown:${code === '' ? 'error' : code}`;
}

/** An error's text for people: the refusal of a dual-stack name is an AggregateError whose own message is empty. */
export function describeError(error: unknown): string {
  const { message, code } = readError(error);
  return message === '' ? code : message;
}

function isTlsCode(code: string): boolean {
  return /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_|EPROTO)/.test(code);
}

function readError(error: unknown): { readonly code: string; readonly syscall: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', syscall: '', message: String(error) };
  const { code, syscall, message, errors } = error as Record<string, unknown>;
  if (message === '' && Array.isArray(errors) && errors.length > 0) return readError(errors[0]);
  return { code: textOf(code), syscall: textOf(syscall), message: textOf(message) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
