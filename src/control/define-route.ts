import type { Context } from 'hono';
import type { z } from 'zod';

/** What an answer may be. */
export interface RouteAnswer {
  readonly description: string;
  /** Of a JSON body. */
  readonly schema?: z.ZodType;
  /** Of any other body. */
  readonly contentType?: string;
}

/** One operation of the API: the server answers by it, and the OpenAPI document is made of it. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Parameters as `:name`. */
  readonly path: string;
  /** One line. */
  readonly summary: string;
  /** Of the parameters in the query: what each is. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  /** By status. Those of errors that any request may meet are left out. */
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** @throws {WschaosError} what becomes an answer with its code */
  readonly handle: (context: Context) => Response | Promise<Response>;
}
