import type { Direction } from '../../wire/frame.ts';

/** A toxic as Toxiproxy's clients see it. */
export interface Toxic {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly type: string;
  /** `upstream` or `downstream`, spelled as it was given. */
  readonly stream: string;
  /** The part of the connections that meet it, 0 to 1. */
  readonly toxicity: number;
}

/** `upstream` is from the client to the server; `undefined` for what is neither. */
export function directionOf(stream: string): Direction | undefined {
  const known: Readonly<Record<string, Direction>> = { upstream: 'to-server', downstream: 'to-client' };
  return Object.hasOwn(known, stream.toLowerCase()) ? known[stream.toLowerCase()] : undefined;
}
