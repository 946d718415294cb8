import { z } from 'zod';
import type { Route, RouteAnswer } from './define-route.ts';
import { problemBody } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of the routes. */
export function writeOpenapi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const item = paths[path] ?? {};
    item[route.method] = describe(route);
    paths[path] = item;
  }
  const schemas = z.toJSONSchema(z.globalRegistry, { io: 'input', uri: (id) => `#/components/schemas/${id}` }).schemas;
  return {
    openapi: '3.1.0',
    info: {
      title: 'wschaos control API',
      version,
      description: 'Steers proxies while they run: faults, connections, what is seen and what is measured.',
    },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema as Json)])),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{}, { token: [] }],
  };
}

function describe({ method, path, summary, query = {}, body, answers }: Route): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const inQuery = Object.entries(query).map(([name, description]) => ({
    ...{ name, in: 'query', required: false, description, schema: { type: 'string' } },
  }));
  const parameters = [...inPath, ...inQuery];
  const problem: RouteAnswer = { description: 'What is wrong', schema: problemBody };
  return {
    operationId: operationOf(method, path),
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: referTo(body) } } } }),
    responses: Object.fromEntries(
      [...Object.entries(answers), ['default', problem] as const].map(([status, answer]) => [
        status,
        contentOf(answer),
      ]),
    ),
  };
}

/** `post /v1/proxies/:name/faults` → `postProxiesFaults`, and `…Name` where the last part is a parameter. */
function operationOf(method: string, path: string): string {
  const parts = path.replace('/v1/', '').split(/[/.]/);
  const names = parts.filter((part, index) => !part.startsWith(':') || index === parts.length - 1);
  return method + names.map((part) => part.replace(/^:?(\w)/, (_all, letter: string) => letter.toUpperCase())).join('');
}

function contentOf({ description, schema, contentType }: RouteAnswer): Json {
  if (schema !== undefined) return { description, content: { 'application/json': { schema: referTo(schema) } } };
  return contentType === undefined ? { description } : { description, content: { [contentType]: {} } };
}

function referTo(schema: z.ZodType): Json {
  const id = schema.meta()?.id;
  if (id !== undefined) return { $ref: `#/components/schemas/${id}` };
  if (schema instanceof z.ZodArray) return { type: 'array', items: referTo(schema.element as z.ZodType) };
  return withoutIdentity(z.toJSONSchema(schema, { io: 'input' }) as Json);
}

function withoutIdentity({ $schema: _dialect, $id: _id, id: _own, ...schema }: Json): Json {
  return schema;
}
