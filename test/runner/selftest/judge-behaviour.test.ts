import { describe, expect, test } from 'vitest';
import { judgeBehaviour } from '../../../src/runner/selftest/judge-behaviour.ts';
import type { Observation } from '../../../src/runner/selftest/observation.ts';

const seen = (client: string, server = 'fin'): { readonly seen: Observation } => ({
  seen: { client: client.split(' '), server: server.split(' ') },
});

const inherent = {
  name: '502 instead of a refusal',
  because: 'the client is accepted first',
  instead: ({ server }: Observation): Observation => ({ client: ['502'], server }),
};

describe('a behaviour without a declared difference', () => {
  test.each([
    ['the same', seen('a fin'), seen('a fin'), { verdict: 'same' }],
    [
      'a line that differs',
      seen('a fin'),
      seen('b fin'),
      { verdict: 'different', why: 'not the same through the proxy' },
    ],
    ['a line missing', seen('a fin'), seen('a'), { verdict: 'different', why: 'not the same through the proxy' }],
    ['a line more', seen('a'), seen('a fin'), { verdict: 'different', why: 'not the same through the proxy' }],
    ['another order', seen('a b'), seen('b a'), { verdict: 'different', why: 'not the same through the proxy' }],
    [
      'only the server sees it',
      seen('a', 'fin'),
      seen('a', 'reset'),
      { verdict: 'different', why: 'not the same through the proxy' },
    ],
    [
      'it does not end through the proxy, though all was seen',
      seen('a'),
      { ...seen('a'), trouble: 'nothing more happened within 5 s' },
      { verdict: 'different', why: 'through the proxy, nothing more happened within 5 s' },
    ],
    [
      'it works nowhere, and the same was seen',
      { ...seen('a'), trouble: 'nothing more happened within 5 s' },
      { ...seen('a'), trouble: 'nothing more happened within 5 s' },
      { verdict: 'unmeasured', why: 'it does not work directly either: nothing more happened within 5 s' },
    ],
  ])('%s', (_what, direct, proxied, expected) => {
    expect(judgeBehaviour(direct, proxied, undefined)).toEqual(expected);
  });
});

describe('a behaviour with a declared difference', () => {
  test.each([
    ['exactly that', seen('refused'), seen('502'), { verdict: 'inherent' }],
    [
      'no difference any more',
      seen('refused'),
      seen('refused'),
      {
        verdict: 'different',
        why: '"502 instead of a refusal" is declared as inherent and is not there: remove the declaration',
      },
    ],
    [
      'another difference',
      seen('refused'),
      seen('503'),
      { verdict: 'different', why: 'something else than "502 instead of a refusal", which is declared as inherent' },
    ],
    [
      'one more difference',
      seen('refused', 'fin'),
      seen('502', 'reset'),
      { verdict: 'different', why: 'something else than "502 instead of a refusal", which is declared as inherent' },
    ],
  ])('%s', (_what, direct, proxied, expected) => {
    expect(judgeBehaviour(direct, proxied, inherent)).toEqual(expected);
  });
});
