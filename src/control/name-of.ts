import type { Context } from 'hono';

/** The proxy that the path names. */
export function nameOf(context: Context): string {
  return context.req.param('name') ?? '';
}
