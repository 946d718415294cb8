import { WschaosError } from '../../base/error.ts';

/** What Toxiproxy answers in place of what was asked for, as `{ error, status }`. */
export class ToxiproxyError extends Error {
  override readonly name = 'ToxiproxyError';
  readonly status: 400 | 403 | 404 | 409 | 413 | 500;

  constructor(status: ToxiproxyError['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export const proxyNotFound = (): ToxiproxyError => new ToxiproxyError(404, 'proxy not found');
export const proxyExists = (): ToxiproxyError => new ToxiproxyError(409, 'proxy already exists');
export const toxicNotFound = (): ToxiproxyError => new ToxiproxyError(404, 'toxic not found');
export const toxicExists = (): ToxiproxyError => new ToxiproxyError(409, 'toxic already exists');
export const invalidToxicType = (): ToxiproxyError => new ToxiproxyError(400, 'invalid toxic type');
export const invalidStream = (): ToxiproxyError =>
  new ToxiproxyError(400, 'stream was invalid, can be either upstream or downstream');
export const missingField = (name: string): ToxiproxyError =>
  new ToxiproxyError(400, `missing required field: ${name}`);
export const badBody = (what: string): ToxiproxyError => new ToxiproxyError(400, `bad request body: ${what}`);

/** What a session or the registry says, as Toxiproxy would; anything else is none of a user's mistakes and is thrown on. */
export function toToxiproxyError(error: unknown): ToxiproxyError {
  if (error instanceof ToxiproxyError) return error;
  if (!(error instanceof WschaosError)) throw error;
  switch (error.code) {
    case 'proxy.unknown':
      return proxyNotFound();
    case 'proxy.exists':
      return proxyExists();
    case 'target.remote':
      return new ToxiproxyError(403, error.message);
    case 'request.too-large':
      return new ToxiproxyError(413, error.message);
    // What Toxiproxy meets while it starts to listen has no status of its own.
    case 'port.in-use':
    case 'listen.failed':
    case 'proxy.too-many':
    case 'proxy.closed':
      return new ToxiproxyError(500, error.message);
    default:
      return badBody(error.message);
  }
}
