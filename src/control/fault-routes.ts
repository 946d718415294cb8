import { z } from 'zod';
import { WschaosError } from '../base/error.ts';
import { faults } from '../faults/index.ts';
import type { FaultEntry } from '../runner/parse-fault-entries.ts';
import type { ProxySession } from '../runner/session/proxy-session.ts';
import type { SessionRegistry } from '../runner/session/session-registry.ts';
import { describeFaultType } from './catalogue.ts';
import type { Route } from './define-route.ts';
import { nameOf } from './name-of.ts';
import { readBody } from './read-body.ts';
import { faultEntry, faultType, faultView, measurementView } from './schemas.ts';

/** Faults, and what they did. */
export function faultRoutes(registry: SessionRegistry): readonly Route[] {
  const idOf = (c: Parameters<Route['handle']>[0]): string => c.req.param('id') ?? '';
  return [
    {
      ...{ method: 'get', path: '/v1/faults', summary: 'The fault types, with the JSON Schema of the options of each' },
      answers: { 200: { description: 'From the port up to the link', schema: z.array(faultType) } },
      handle: (c) => c.json(faults.map(describeFaultType)),
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name/faults', summary: 'The faults that are not over' },
      answers: { 200: { description: 'In the order in which they were thrown in', schema: z.array(faultView) } },
      handle: (c) => c.json(registry.get(nameOf(c)).faults()),
    },
    {
      ...{ method: 'post', path: '/v1/proxies/:name/faults', summary: 'Throw a fault in' },
      body: faultEntry,
      answers: { 201: { description: 'It acts, unless its at or when is still to come', schema: faultView } },
      async handle(c) {
        const session = registry.get(nameOf(c));
        return c.json(throwIn(session, await readBody(c.req.raw)), 201);
      },
    },
    {
      ...{ method: 'delete', path: '/v1/proxies/:name/faults', summary: 'Lift every fault' },
      answers: { 204: { description: 'None is left' } },
      handle(c) {
        registry.get(nameOf(c)).clear();
        return c.body(null, 204);
      },
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name/faults/:id', summary: 'One fault that is not over' },
      answers: { 200: { description: 'What it is and does', schema: faultView } },
      handle: (c) => c.json(registry.get(nameOf(c)).fault(idOf(c))),
    },
    {
      ...{ method: 'delete', path: '/v1/proxies/:name/faults/:id', summary: 'Lift a fault, or keep it from beginning' },
      answers: { 204: { description: 'It is over' } },
      handle(c) {
        registry.get(nameOf(c)).lift(idOf(c));
        return c.body(null, 204);
      },
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name/measurements', summary: 'What was measured of each fault' },
      answers: { 200: { description: 'The oldest first', schema: z.array(measurementView) } },
      handle: (c) => c.json(registry.get(nameOf(c)).measurements()),
    },
    {
      ...{ method: 'get', path: '/v1/proxies/:name/scenario', summary: 'What was done last, as a scenario file' },
      query: {
        client: 'external, for a client that dials by itself. Default: the reference client.',
        measurement: 'The number of the measurement to save. Default: the newest.',
        name: 'Of the case. Default: explored.',
      },
      answers: { 200: { description: 'YAML', contentType: 'application/yaml' } },
      handle(c) {
        const text = registry.get(nameOf(c)).exportScenario(readExport(c.req.query()));
        return c.body(text, 200, { 'content-type': 'application/yaml; charset=utf-8' });
      },
    },
  ];
}

/** @throws {WschaosError} `fault.invalid`, told of the entry and not of a list */
function throwIn(session: ProxySession, given: unknown): ReturnType<ProxySession['inject']> {
  const { fault: type } = Object(given) as { readonly fault?: unknown };
  if (typeof given !== 'object' || given === null || Array.isArray(given) || typeof type !== 'string') {
    const problem = 'expected a fault entry such as {"fault": "reset"}';
    throw new WschaosError('fault.invalid', problem, { problems: [problem] });
  }
  try {
    return session.inject(given as FaultEntry);
  } catch (error) {
    if (!(error instanceof WschaosError) || error.problems === undefined) throw error;
    const problems = error.problems.map((text) => text.replaceAll(/ in faults\[0\](?=[ ;(,]|$)|\bfaults\[0\]\.?/g, ''));
    throw new WschaosError(error.code, problems.join('; '), { hint: error.hint, problems });
  }
}

type Exported = NonNullable<Parameters<ProxySession['exportScenario']>[0]>;

/** Whom a saved scenario is to judge; the reference client is what it is without a word. */
const savedClients: ReadonlyMap<string, Exported['client']> = new Map([
  ['reference', undefined],
  ['external', 'external'],
]);

function readExport(query: Readonly<Record<string, string>>): Exported {
  const { client, measurement, name } = query;
  const chosen = savedClients.get(client ?? 'reference');
  const wrong = [
    ...(client === undefined || savedClients.has(client) ? [] : ['client: external or reference']),
    ...(measurement === undefined || /^\d{1,9}$/.test(measurement) ? [] : ['measurement: a number']),
    ...(name === undefined || /^[\w.-]{1,100}$/.test(name) ? [] : ['name: letters, digits, ".", "_" and "-"']),
  ];
  if (wrong.length > 0) {
    throw new WschaosError('request.invalid', `the query is wrong: ${wrong.join('; ')}`, { problems: wrong });
  }
  return {
    ...(chosen === undefined ? {} : { client: chosen }),
    ...(measurement === undefined ? {} : { measurement: Number(measurement) }),
    ...(name === undefined ? {} : { scenarioName: name }),
  };
}
