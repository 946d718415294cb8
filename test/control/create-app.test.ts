import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { createApp } from '../../src/control/create-app.ts';
import type { Route } from '../../src/control/define-route.ts';

const route = (handle: Route['handle'], method: Route['method'] = 'get'): Route => ({
  ...{ method, path: '/v1/thing', summary: '', answers: {}, handle },
});

function setUp(...routes: readonly Route[]) {
  const defects: unknown[] = [];
  const app = createApp({ routes, mounts: [], onDefect: (error) => defects.push(error) });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await app.request(path, init);
    return { status: response.status, allow: response.headers.get('allow'), body: await response.json() };
  };
  return { ask, defects };
}

test('what is not there is told in JSON, and what is not possible with what is', async () => {
  const { ask } = setUp(
    route((c) => c.json(1)),
    route((c) => c.json(2), 'post'),
  );
  expect(await ask('/v1/thing')).toMatchObject({ status: 200, body: 1 });
  expect(await ask('/v1/nothing')).toMatchObject({ status: 404, body: { error: { code: 'request.not-found' } } });
  expect(await ask('/v1/thing', { method: 'PUT' })).toMatchObject({
    ...{ status: 405, allow: 'GET, POST, HEAD', body: { error: { code: 'request.method' } } },
  });
});

test('an error becomes an answer with its code, and a defect tells nothing of itself', async () => {
  const { ask, defects } = setUp(
    route(() => {
      throw new WschaosError('fault.unknown', 'no fault "x"', { hint: 'look' });
    }),
    route(() => {
      throw new Error('the password is 1234');
    }, 'post'),
  );
  expect(await ask('/v1/thing')).toMatchObject({
    ...{ status: 404, body: { error: { code: 'fault.unknown', message: 'no fault "x"', hint: 'look' } } },
  });
  expect(defects).toEqual([]);
  const { status, body } = await ask('/v1/thing', { method: 'POST' });
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('1234');
  expect(defects).toMatchObject([{ message: 'the password is 1234' }]);
});
