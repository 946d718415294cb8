import type { Ends } from './stage.ts';

/** Ends a connection in good order, and waits until both ends have seen it: what came before is then complete. */
export async function finishBoth({ client, server }: Ends): Promise<void> {
  client.finish();
  await server.untilEnd();
  server.finish();
  await client.untilEnd();
  await Promise.all([client.untilClosed(), server.untilClosed()]);
}
