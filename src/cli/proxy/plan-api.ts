import { randomBytes } from 'node:crypto';
import type { Address } from '../../base/address.ts';
import { WschaosError } from '../../base/error.ts';
import { isLoopback } from '../../control/refuse-request.ts';
import { readListen } from '../read-listen.ts';

/** What the command line says of the API. */
export interface ApiArguments {
  readonly api?: string | undefined;
  readonly 'api-token'?: string | undefined;
  readonly metrics?: boolean | undefined;
}

/** The API that is to be served. */
export interface PlannedApi {
  readonly address: Address;
  readonly token: string | undefined;
  readonly metrics: boolean;
  /** With the page of `wschaos explore`. */
  readonly hasPage: boolean;
}

/**
 * The API, where one is wanted. That of a page is there though no address is named, and has a token of its own where only this
 * machine can reach it; beyond the loopback it is for the user to choose one.
 * @throws {WschaosError} `cli.usage`
 */
export function planApi(args: ApiArguments, hasPage: boolean): PlannedApi | undefined {
  const { api, metrics = false, 'api-token': given } = args;
  if (api === undefined && !hasPage) {
    const stray = (['api-token', 'metrics'] as const).find((flag) => args[flag] !== undefined);
    if (stray === undefined) return undefined;
    throw new WschaosError('cli.usage', `--${stray} needs --api beside it: it is of the API`);
  }
  if (given !== undefined && !/^[\x21-\x7e]+$/.test(given)) {
    // It stands in a header.
    throw new WschaosError('cli.usage', '--api-token: expected letters, digits and signs of ASCII, without spaces');
  }
  const address = api === undefined ? { host: '127.0.0.1', port: 0 } : readListen(api, '--api');
  const token = given ?? (hasPage && isLoopback(address.host) ? drawToken() : undefined);
  return { address, token, metrics, hasPage };
}

/** 144 bits. */
function drawToken(): string {
  return randomBytes(18).toString('base64url');
}
