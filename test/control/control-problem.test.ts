import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { bodyOf, problemOf } from '../../src/control/control-problem.ts';

test.each([
  ['proxy.unknown', 404],
  ['fault.exists', 409],
  ['target.remote', 403],
  ['request.too-large', 413],
  ['fault.invalid', 400],
  ['anything.else', 400],
])('%s is answered by %d', (code, status) => {
  expect(problemOf(new WschaosError(code, 'text'))).toMatchObject({ status, code, message: 'text' });
});

test('a defect is none of the problems that a client is told', () => {
  expect(problemOf(new Error('x'))).toBeUndefined();
  expect(problemOf('x')).toBeUndefined();
});

test('a body has only what there is to say', () => {
  expect(bodyOf({ status: 400, code: 'a', message: 'b' })).toEqual({ error: { code: 'a', message: 'b' } });
  expect(bodyOf({ status: 400, code: 'a', message: 'b', hint: 'c', problems: ['d'] })).toEqual({
    error: { code: 'a', message: 'b', hint: 'c', problems: ['d'] },
  });
});
