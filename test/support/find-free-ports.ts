import { once } from 'node:events';
import net from 'node:net';

const lowest = 10_240;
const span = 20_000;

/**
 * Ports of loopback that were free a moment ago, in rising order. They lie below those that dials and `port: 0` get, so
 * that nobody is given one between here and its use, or while a fault has it closed.
 */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const free: number[] = [];
  for (let port = lowest + Math.floor(Math.random() * span); free.length < count; port++)
    if (await isFree(port)) free.push(port);
  return free;
}

/** One of {@link findFreePorts}. */
export async function findFreePort(): Promise<number> {
  const [port] = await findFreePorts(1);
  return port as number;
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!listens) return false;
  server.close();
  await once(server, 'close');
  return true;
}
