import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkValue, maxBodyBytes, readBody, readText } from '../../src/control/read-body.ts';

const post = (body: string, type = 'application/json'): Request =>
  new Request('http://127.0.0.1/', { method: 'POST', body, headers: { 'content-type': type } });

test('a body is read as JSON', async () => {
  expect(await readBody(post('{"a": 1}', 'application/json; charset=utf-8'))).toEqual({ a: 1 });
});

test.each([
  ['a form', post('a=1', 'application/x-www-form-urlencoded'), 'request.media-type'],
  ['a text that says it is JSON', post('{"a": 1}', 'text/plain; application/json'), 'request.media-type'],
  ['what is no JSON', post('{a: 1}'), 'request.invalid'],
  ['nothing', post(''), 'request.invalid'],
  ['too much', post(`"${'x'.repeat(maxBodyBytes)}"`), 'request.too-large'],
])('%s is refused', async (_what, request, code) => {
  await expect(readBody(request)).rejects.toMatchObject({ code });
});

test('of who goes away in the midst of a body nothing is said but that', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) });
  const request = new Request('http://127.0.0.1/', { method: 'POST', body, duplex: 'half' });
  await expect(readText(request)).rejects.toMatchObject({ code: 'request.aborted' });
});

test('a body can be read as it is, whatever type it claims, up to the same size', async () => {
  expect(await readText(post('a=1', 'application/x-www-form-urlencoded'))).toBe('a=1');
  expect(await readText(new Request('http://127.0.0.1/'))).toBe('');
  await expect(readText(post('x'.repeat(maxBodyBytes + 1)))).rejects.toMatchObject({ code: 'request.too-large' });
});

test('a value is checked by its schema, and every problem told with its place', () => {
  const schema = z.strictObject({ name: z.string(), list: z.array(z.int()).optional() });
  expect(checkValue(schema, { name: 'a' })).toEqual({ name: 'a' });
  expect(() => checkValue(schema, { list: [1.5] })).toThrow(
    expect.objectContaining({
      code: 'request.invalid',
      problems: [expect.stringMatching(/^name: /), expect.stringMatching(/^list\.0: /)],
    }),
  );
});
