import { type JsonFields, parseJson, readFields } from './json-fields.ts';
import { badBody, missingField, ToxiproxyError } from './toxiproxy-error.ts';

/** A proxy as Toxiproxy's clients describe it. */
export interface ProxyFields {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
}

/** @throws {ToxiproxyError} 400 */
export function readProxy(body: string): ProxyFields {
  return readOne(readFields(parseJson(body)), '');
}

/** @throws {ToxiproxyError} 400; 500 for a name that is given twice */
export function readProxies(body: string): readonly ProxyFields[] {
  const list = parseJson(body);
  if (!Array.isArray(list)) throw badBody('expected an array of proxies');
  const proxies = list.map((item, index) => readOne(readFields(item), ` at proxy ${index + 1}`));
  const names = proxies.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ToxiproxyError(500, `duplicate proxy name ${JSON.stringify(twice)}`);
  return proxies;
}

/** What is not given stays as it is; the name always does. @throws {ToxiproxyError} 400 */
export function readProxyUpdate(body: string, proxy: ProxyFields): ProxyFields {
  const fields = readFields(parseJson(body));
  return {
    name: proxy.name,
    listen: fields.text('listen') ?? proxy.listen,
    upstream: fields.text('upstream') ?? proxy.upstream,
    enabled: fields.flag('enabled') ?? proxy.enabled,
  };
}

function readOne(fields: JsonFields, where: string): ProxyFields {
  const proxy = {
    name: fields.text('name') ?? '',
    listen: fields.text('listen') ?? '',
    upstream: fields.text('upstream') ?? '',
    enabled: fields.flag('enabled') ?? true,
  };
  for (const name of ['name', 'upstream'] as const) if (proxy[name] === '') throw missingField(`${name}${where}`);
  return proxy;
}
