import { z } from 'zod';
import { parseListenAddress } from '../base/address.ts';
import { WschaosError } from '../base/error.ts';
import type { ProxySession } from '../runner/session/proxy-session.ts';
import type { SessionRegistry } from '../runner/session/session-registry.ts';
import type { Route } from './define-route.ts';
import { nameOf } from './name-of.ts';
import { checkValue, readBody } from './read-body.ts';
import { connectionView, newProxy, proxyPatch, proxyView } from './schemas.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Proxies and their connections. */
export function proxyRoutes(registry: SessionRegistry): readonly Route[] {
  return [
    {
      ...{ method: 'get', path: '/v1/proxies', summary: 'All proxies' },
      answers: { 200: { description: 'In the order in which they were added', schema: z.array(proxyView) } },
      handle: (c) => c.json(registry.list().map(viewProxy)),
    },
    {
      ...{ method: 'post', path: '/v1/proxies', summary: 'Start a proxy', body: newProxy },
      answers: { 201: { description: 'It listens', schema: proxyView } },
      async handle(c) {
        const { listen, tls, ...rest } = withoutUndefined(checkValue(newProxy, await readBody(c.req.raw)));
        const session = await registry.add({
          ...rest,
          listen: { ...readListen(listen), ...(tls === undefined ? {} : { tls }) },
        });
        return c.json(viewProxy(session), 201);
      },
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name', summary: 'One proxy' },
      answers: { 200: { description: 'What it is and does', schema: proxyView } },
      handle: (c) => c.json(viewProxy(registry.get(nameOf(c)))),
    },
    {
      ...{
        method: 'patch',
        path: '/v1/proxies/:name',
        summary: 'Close its port and cut its connections, or open it again',
      },
      body: proxyPatch,
      answers: { 200: { description: 'As it is now', schema: proxyView } },
      async handle(c) {
        const session = registry.get(nameOf(c));
        const { enabled } = checkValue(proxyPatch, await readBody(c.req.raw));
        if (enabled) await session.enable();
        else session.disable();
        return c.json(viewProxy(session));
      },
    },
    {
      ...{ method: 'delete', path: '/v1/proxies/:name', summary: 'Close a proxy; nothing of it is left' },
      answers: { 204: { description: 'It is gone' } },
      async handle(c) {
        await registry.remove(nameOf(c));
        return c.body(null, 204);
      },
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name/connections', summary: 'The connections that are up' },
      answers: { 200: { description: 'In the order of acceptance', schema: z.array(connectionView) } },
      handle: (c) => c.json(registry.get(nameOf(c)).connections()),
    },
    {
      ...{ method: 'delete', path: '/v1/proxies/:name/connections/:id', summary: 'Reset one connection' },
      answers: { 204: { description: 'RST was sent to both sides' } },
      handle(c) {
        const session = registry.get(nameOf(c));
        const given = c.req.param('id') ?? '';
        if (!/^\d{1,15}$/.test(given))
          throw new WschaosError('connection.unknown', `no connection ${JSON.stringify(given)}`);
        session.resetConnection(Number(given));
        return c.body(null, 204);
      },
    },
  ];
}

/** A proxy as plain data. */
export function viewProxy(session: ProxySession): z.output<typeof proxyView> {
  const { name, target, url, host, port, enabled, ca, keepsPayloads, ageMs, totals } = session;
  return {
    ...{ name, target, url, host, port, enabled, tls: ca !== undefined },
    ...(ca === undefined ? {} : { ca }),
    ...{ payloads: keepsPayloads, ageMs },
    ...{ connections: session.connections().length, faults: session.faults().length, totals },
  };
}

function readListen(given: string | number | undefined): { readonly host?: string; readonly port?: number } {
  if (given === undefined) return {};
  const address = parseListenAddress(given);
  if (address !== undefined) return address;
  const problem = `listen: expected HOST:PORT, [::1]:PORT or PORT, got ${JSON.stringify(String(given).slice(0, 100))}`;
  throw new WschaosError('request.invalid', `the body is wrong: ${problem}`, { problems: [problem] });
}
