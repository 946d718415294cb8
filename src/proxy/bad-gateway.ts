import type { HandshakeAnswer } from '../faults/action.ts';

/** What a client is told when the server behind the proxy cannot be reached. */
export function describeUnreachable({ code = 'ERROR', message }: NodeJS.ErrnoException): string {
  // The error of a name with several addresses has no message of its own.
  return `wschaos could not reach the server behind it: ${message === '' ? code : message}\n`;
}

/** The answer to an upgrade request whose server cannot be reached. */
export function badGateway(error: NodeJS.ErrnoException): HandshakeAnswer {
  return {
    status: 502,
    reason: 'Bad Gateway',
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: describeUnreachable(error),
  };
}
