import { expect, it } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';

it('carries a code for programs, a message and a hint for people, and its cause', () => {
  const cause = new Error('EADDRINUSE');
  const error = new WschaosError('port.in-use', 'port 80 is in use', { hint: 'choose another port', cause });
  expect(error).toBeInstanceOf(Error);
  expect({ ...error, message: error.message, text: String(error) }).toEqual({
    name: 'WschaosError',
    code: 'port.in-use',
    hint: 'choose another port',
    message: 'port 80 is in use',
    text: 'WschaosError: port 80 is in use',
  });
  expect(error.cause).toBe(cause);
});

it('has neither hint nor cause unless they are given', () => {
  const error = new WschaosError('target.unreachable', 'no answer');
  expect(error.hint).toBeUndefined();
  expect('cause' in error).toBe(false);
});

it('may tell of several things, each by itself', () => {
  const error = new WschaosError('fault.invalid', 'a; b', { problems: ['a', 'b'] });
  expect(error.problems).toEqual(['a', 'b']);
  expect(new WschaosError('x', 'y').problems).toBeUndefined();
});
