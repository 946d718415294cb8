import { type HeaderField, layoutHead } from './head-layout.ts';

/** The head of an HTTP/1.x response. */
export interface ResponseHead {
  readonly status: number;
  /** Empty when the server gave none. */
  readonly reason: string;
  /** In order, repeated ones apart, names in their own case. */
  readonly headers: readonly HeaderField[];
}

/** Reads a complete head; `undefined` when it is not that of an HTTP/1.x response. */
export function parseResponseHead(head: Uint8Array): ResponseHead | undefined {
  const { startLine, fields } = layoutHead(head);
  const match = /^HTTP\/1\.\d (\d{3})(?: (.*))?$/s.exec(startLine);
  if (match === null) return undefined;
  return {
    status: Number(match[1]),
    reason: match[2] ?? '',
    headers: fields.map(({ name, value }) => [name, value]),
  };
}
