import { WschaosError } from '../base/error.ts';

/** Why a request is refused. */
export interface ControlProblem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Each thing that is wrong, by itself. */
  readonly problems?: readonly string[] | undefined;
}

/** What stands in the body of every answer that is no success. */
export interface ProblemBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly problems?: readonly string[];
  };
}

/** Of the others it is 400: what was asked for is wrong. */
const statuses: Readonly<Record<string, number>> = {
  'proxy.unknown': 404,
  'fault.unknown': 404,
  'connection.unknown': 404,
  'measurement.unknown': 404,
  'proxy.exists': 409,
  'fault.exists': 409,
  'port.in-use': 409,
  'scenario.empty': 409,
  'proxy.too-many': 409,
  'proxy.closed': 409,
  'target.remote': 403,
  'request.not-found': 404,
  'request.method': 405,
  'request.too-large': 413,
  'request.media-type': 415,
  'control.too-many-streams': 503,
};

/** An error as a client of the API is told it; `undefined` for a defect, of which it is told nothing. */
export function problemOf(error: unknown): ControlProblem | undefined {
  if (!(error instanceof WschaosError)) return undefined;
  const { code, message, hint, problems } = error;
  return { status: statuses[code] ?? 400, code, message, hint, problems };
}

export function bodyOf({ code, message, hint, problems }: ControlProblem): ProblemBody {
  const more = { ...(hint === undefined ? {} : { hint }), ...(problems === undefined ? {} : { problems }) };
  return { error: { code, message, ...more } };
}
