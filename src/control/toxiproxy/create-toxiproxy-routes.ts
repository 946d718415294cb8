import { type Context, Hono } from 'hono';
import type { SessionRegistry } from '../../runner/session/session-registry.ts';
import { readText } from '../read-body.ts';
import { readProxies, readProxy, readProxyUpdate } from './proxy-fields.ts';
import { createProxyFleet, type ProxyFleet } from './proxy-fleet.ts';
import { readNewToxic, readToxicUpdate } from './read-toxic.ts';
import type { Toxic } from './toxic.ts';
import { toToxiproxyError, toxicNotFound } from './toxiproxy-error.ts';

/** The version of Toxiproxy whose API this is: its clients look at the number. */
const toxiproxyVersion = '2.12.0';

/**
 * Toxiproxy's HTTP API, for the proxies of a registry. To be mounted at `/`: its paths are those that Toxiproxy's clients
 * call. Its errors are Toxiproxy's, `{ error, status }`.
 */
export function createToxiproxyRoutes(registry: SessionRegistry, version: string): Hono {
  const fleet = createProxyFleet(registry);
  const app = new Hono();
  const takeTurns = createTurns();

  // As Toxiproxy does: a page that a browser shows is no client of it.
  for (const path of ['/proxies/*', '/populate', '/reset', '/version']) {
    app.use(path, async (c, next) => {
      if (c.req.header('user-agent')?.startsWith('Mozilla/')) return c.text('User agent not allowed\n', 403);
      return next();
    });
  }

  app.get('/version', (c) => c.json({ version: toxiproxyVersion, wschaos: version }));
  app.post('/reset', (c) => answer(c, () => takeTurns(() => fleet.reset()), 204));

  app.get('/proxies', (c) => answer(c, () => Object.fromEntries(fleet.list().map((proxy) => [proxy.name, proxy]))));
  app.post('/proxies', (c) =>
    answer(
      c,
      (body) => {
        const fields = readProxy(body);
        return takeTurns(() => fleet.create(fields));
      },
      201,
    ),
  );
  app.post('/populate', (c) => populate(c, fleet, takeTurns));

  app.get('/proxies/:proxy', (c) => answer(c, () => fleet.get(c.req.param('proxy'))));
  app.on(['POST', 'PATCH'], '/proxies/:proxy', (c) =>
    answer(c, (body) => {
      const name = c.req.param('proxy');
      fleet.get(name);
      return takeTurns(() => fleet.update(readProxyUpdate(body, fleet.get(name))));
    }),
  );
  app.delete('/proxies/:proxy', (c) => answer(c, () => takeTurns(() => fleet.remove(c.req.param('proxy'))), 204));

  app.get('/proxies/:proxy/toxics', (c) => answer(c, () => fleet.rack(c.req.param('proxy')).list()));
  app.post('/proxies/:proxy/toxics', (c) =>
    answer(c, (body) => {
      const rack = fleet.rack(c.req.param('proxy'));
      const toxic = readNewToxic(body, (name) => rack.find(name) !== undefined);
      rack.add(toxic);
      return toxic;
    }),
  );

  const findToxic = (proxy: string, name: string): Toxic => {
    const toxic = fleet.rack(proxy).find(name);
    if (toxic === undefined) throw toxicNotFound();
    return toxic;
  };
  const toxicPath = '/proxies/:proxy/toxics/:toxic';
  app.get(toxicPath, (c) => answer(c, () => findToxic(c.req.param('proxy'), c.req.param('toxic'))));
  app.on(['POST', 'PATCH'], toxicPath, (c) =>
    answer(c, (body) => {
      const proxy = c.req.param('proxy');
      const toxic = readToxicUpdate(body, findToxic(proxy, c.req.param('toxic')));
      fleet.rack(proxy).replace(toxic);
      return toxic;
    }),
  );
  app.delete(toxicPath, (c) =>
    answer(
      c,
      () => {
        const { name } = findToxic(c.req.param('proxy'), c.req.param('toxic'));
        fleet.rack(c.req.param('proxy')).remove(name);
      },
      204,
    ),
  );
  return app;
}

type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** What changes proxies, and takes time, is done one after another, in the order of the requests. */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

async function answer(c: Context, work: (body: string) => unknown, status: 200 | 201 | 204 = 200): Promise<Response> {
  try {
    const result = await work(await readText(c.req.raw));
    return status === 204 ? c.body(null, 204) : c.json(result, status);
  } catch (error) {
    const { message, status } = toToxiproxyError(error);
    return c.json({ error: message, status }, status);
  }
}

/** Its errors have a third member. */
async function populate(c: Context, fleet: ProxyFleet, takeTurns: Turns): Promise<Response> {
  try {
    const list = readProxies(await readText(c.req.raw));
    return c.json({ proxies: await takeTurns(() => fleet.populate(list)) }, 201);
  } catch (error) {
    const { message, status } = toToxiproxyError(error);
    return c.json({ error: message, status, proxies: null }, status);
  }
}
