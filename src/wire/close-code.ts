/** One entry of the close code registry (RFC 6455 §7.4.1 and the IANA registry that §11.7 sets up). */
export interface CloseCode {
  readonly code: number;
  /** As the registry writes it. */
  readonly name: string;
  /** One clause: who says it, and why. */
  readonly meaning: string;
  /** False for the codes that stand for the absence of a Close frame and must not be in one. */
  readonly onWire: boolean;
}

export const closeCodes: readonly CloseCode[] = [
  { code: 1000, name: 'Normal Closure', meaning: 'the purpose of the connection is fulfilled', onWire: true },
  { code: 1001, name: 'Going Away', meaning: 'the server shuts down, or the page was left', onWire: true },
  { code: 1002, name: 'Protocol error', meaning: 'the peer broke the protocol', onWire: true },
  { code: 1003, name: 'Unsupported Data', meaning: 'the peer sent a kind of data that is not accepted', onWire: true },
  { code: 1004, name: 'Reserved', meaning: 'no meaning is defined', onWire: false },
  { code: 1005, name: 'No Status Rcvd', meaning: 'a Close frame came without a code', onWire: false },
  { code: 1006, name: 'Abnormal Closure', meaning: 'the connection ended without a Close frame', onWire: false },
  { code: 1007, name: 'Invalid frame payload data', meaning: 'such as text that is not UTF-8', onWire: true },
  { code: 1008, name: 'Policy Violation', meaning: 'the peer broke a rule of the endpoint', onWire: true },
  { code: 1009, name: 'Message Too Big', meaning: 'a message is larger than the endpoint takes', onWire: true },
  { code: 1010, name: 'Mandatory Ext.', meaning: 'the server did not negotiate a needed extension', onWire: true },
  { code: 1011, name: 'Internal Error', meaning: 'the server met an unexpected condition', onWire: true },
  { code: 1012, name: 'Service Restart', meaning: 'the server restarts; come back after 5 to 30 s', onWire: true },
  { code: 1013, name: 'Try Again Later', meaning: 'the server is overloaded', onWire: true },
  { code: 1014, name: 'Bad Gateway', meaning: 'a gateway had an invalid answer from its upstream', onWire: true },
  { code: 1015, name: 'TLS handshake', meaning: 'the TLS handshake failed', onWire: false },
  { code: 3000, name: 'Unauthorized', meaning: 'credentials are missing or wrong, as HTTP 401', onWire: true },
  { code: 3003, name: 'Forbidden', meaning: 'the credentials do not suffice, as HTTP 403', onWire: true },
  { code: 3008, name: 'Timeout', meaning: 'the peer took too long, as HTTP 408', onWire: true },
];

/**
 * True when a Close frame may carry the code (RFC 6455 §7.4): the defined ones of 1000 … 2999, and all of 3000 … 3999, for
 * libraries and frameworks, and 4000 … 4999, for applications.
 */
export function mayBeOnWire(code: number): boolean {
  if (code >= 3000 && code <= 4999) return Number.isInteger(code);
  return closeCodes.some((entry) => entry.code === code && entry.onWire);
}

/** For people: `1012 Service Restart`, `4401 application`, `999 invalid`. */
export function describeCloseCode(code: number): string {
  const known = closeCodes.find((entry) => entry.code === code);
  return `${code} ${known?.name ?? nameRange(code)}`;
}

/** RFC 6455 §7.4.2. */
function nameRange(code: number): string {
  if (code >= 1000 && code <= 2999) return 'unassigned';
  if (code >= 3000 && code <= 3999) return 'library';
  if (code >= 4000 && code <= 4999) return 'application';
  return 'invalid';
}
