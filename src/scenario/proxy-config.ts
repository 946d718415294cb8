import { z } from 'zod';
import { type Address, parseListenAddress } from '../base/address.ts';
import type { FaultDefinition } from '../faults/define-fault.ts';
import { parseTargetUrl } from './build-target.ts';
import { type CheckContext, check } from './describe-issues.ts';
import { createFaultSchema } from './fault-schema.ts';
import { createMap, findNode, findPlace, type LocatedMap, quote, toPlain } from './located-node.ts';
import { problemAt, sortProblems } from './place.ts';
import { planFaults } from './plan-faults.ts';
import type { Problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { createScenarioSchema } from './scenario-schema.ts';

/** One proxy of a configuration; paths are as they are written. */
export interface ConfiguredProxy {
  readonly name: string;
  /** A URL, or `builtin:echo`, `builtin:ticker`, `builtin:chat`. */
  readonly target: string;
  readonly listen: Address;
  readonly tls: 'self-signed' | { readonly cert: string; readonly key: string } | undefined;
  /** As they are written. */
  readonly faults: readonly ({ readonly fault: string } & Readonly<Record<string, unknown>>)[];
  readonly enabled: boolean;
}

export type ProxyConfigReading =
  | { readonly kind: 'config'; readonly proxies: readonly ConfiguredProxy[] }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

const builtins = ['builtin:echo', 'builtin:ticker', 'builtin:chat'];

/** Where a proxy listens, as a configuration and the API take it. */
export const listenEntry = z
  .union([z.int().min(0).max(65_535), z.string()])
  .optional()
  .describe('HOST:PORT or PORT. Default: any free port of 127.0.0.1.');

/** What a proxy shows to clients that speak TLS, as a configuration (paths) and the API (PEM texts) take it. */
export const tlsEntry = z
  .union([z.literal('self-signed'), z.strictObject({ cert: z.string().min(1), key: z.string().min(1) })])
  .optional();

/** The whole of a configuration, as it is written. */
export function createProxyConfigSchema(faultTypes: readonly string[]) {
  const proxy = z.strictObject({
    name: z
      .string()
      .regex(/^\w[\w.:@-]{0,127}$/, 'a name consists of letters, digits and _ . : @ -')
      .describe('Names the proxy in the API, and in the live log.'),
    target: z.string().describe('A ws, wss, http, https or tcp URL, or builtin:echo, ticker, chat.'),
    listen: listenEntry,
    tls: tlsEntry.describe('Speaks TLS to clients; paths are relative to this file.'),
    faults: z.array(createFaultSchema(faultTypes)).optional().describe('As in a scenario; at counts from the start.'),
    enabled: z.boolean().optional().describe('False: the port is closed until it is enabled. Default: true.'),
  });
  return z.strictObject({ proxies: z.array(proxy).describe('The proxies, in the order in which they are told of.') });
}

/** Reads a configuration of proxies, YAML or JSON; gives all of its problems, sorted by position. Never throws. */
export function parseProxyConfig(
  file: string,
  text: string,
  definitions: readonly FaultDefinition[],
): ProxyConfigReading {
  const reading = readYaml(file, text);
  if (reading.kind === 'problems') return { kind: 'problems', problems: sortProblems(reading.problems) };
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const { root } = reading;
  if (root.kind !== 'map') {
    return { kind: 'problems', problems: [problemAt(root.place, 'expected a map with the key "proxies"')] };
  }
  const types = definitions.map(({ type }) => type);
  const config = check(createProxyConfigSchema(types), toPlain(root), [], { root, report });
  const list = findNode(root, ['proxies']);
  const items = list?.kind === 'list' ? list.items : [];
  const { shape } = createScenarioSchema(types).shape.faults.unwrap().element;
  for (const item of items) if (item.kind === 'map') planFaults(definitions, shape, { root: asScenario(item), report });
  const context: CheckContext = { root, report };
  const proxies = (config?.proxies ?? []).map((proxy, index): ConfiguredProxy => {
    const { name, target, tls, enabled = true } = proxy;
    checkTarget(target, index, context);
    const first = config?.proxies.findIndex((other) => other.name === name) ?? index;
    if (first !== index) {
      report(
        problemAt(findPlace(root, ['proxies', index, 'name']), `proxies[${first}] has the name ${quote(name)} already`),
      );
    }
    // As they are written: the schema's output is no entry any more.
    const faults = (toPlain(findNode(root, ['proxies', index, 'faults']) ?? root) ?? []) as ConfiguredProxy['faults'];
    return {
      ...{ name, target, tls, enabled, listen: readListen(proxy.listen, index, context) },
      faults: Array.isArray(faults) ? faults : [],
    };
  });
  return problems.length > 0 ? { kind: 'problems', problems: sortProblems(problems) } : { kind: 'config', proxies };
}

/** What faults ask of a scenario: whether its listener has TLS. */
function asScenario(proxy: LocatedMap): LocatedMap {
  const tls = proxy.entries.get('tls');
  if (tls === undefined) return proxy;
  const listen = { key: tls.key, value: createMap(new Map([['tls', tls]]), tls.key) };
  return createMap(new Map([...proxy.entries, ['listen', listen]]), proxy.place);
}

function checkTarget(target: string, index: number, { root, report }: CheckContext): void {
  if (builtins.includes(target)) return;
  const parsed = target.startsWith('builtin:')
    ? `no built-in server ${quote(target)}; expected one of ${builtins.join(', ')}`
    : parseTargetUrl(target);
  if (typeof parsed === 'string') report(problemAt(findPlace(root, ['proxies', index, 'target']), parsed));
}

function readListen(given: string | number | undefined, index: number, { root, report }: CheckContext): Address {
  const address = parseListenAddress(given ?? 0);
  if (address !== undefined) return address;
  const message = `${quote(String(given))} is not an address; expected HOST:PORT, [::1]:PORT or PORT`;
  report(problemAt(findPlace(root, ['proxies', index, 'listen']), message));
  return { host: '127.0.0.1', port: 0 };
}
