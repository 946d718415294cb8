import { describe, expect, test } from 'vitest';
import type { ConnectionSelector } from '../../src/faults/fault-plan.ts';
import { type ClientOf, type Occasion, selects } from '../../src/proxy/connection-selector.ts';
import { everyConnection } from './open-link.ts';

const asked = { method: 'GET', path: '/chat/7', headers: { 'x-user': 'ann', host: 'a' } };
const occasions: readonly Occasion[] = ['existing', 'accepted', 'requested'];

/** The occasions on which a selector picks connection 3; its request is known except when it is just accepted. */
function picks(selector: ConnectionSelector, clientOf: ClientOf = () => 1, request = asked): readonly Occasion[] {
  return occasions.filter((occasion) =>
    selects(
      selector,
      { id: 3, remotePort: 5_000, localPort: 8_101, request: () => (occasion === 'accepted' ? undefined : request) },
      occasion,
      clientOf,
    ),
  );
}

const matching = (given: Partial<Extract<ConnectionSelector, { kind: 'matching' }>>): ConnectionSelector => ({
  kind: 'matching',
  ...everyConnection,
  ...given,
});

describe('a selector of connections', () => {
  test.each([
    [{ kind: 'all' }, ['existing', 'accepted']],
    [{ kind: 'new' }, ['accepted']],
    [{ kind: 'existing' }, ['existing']],
    [matching({}), ['existing', 'accepted']],
    [matching({ nth: 3 }), ['existing', 'accepted']],
    [matching({ nth: 2 }), []],
    [matching({ first: 3 }), ['existing', 'accepted']],
    [matching({ first: 2 }), []],
    [matching({ path: '/chat/*' }), ['existing', 'requested']],
    [matching({ path: '/chat' }), []],
    [matching({ path: '/chat.7' }), []],
    [matching({ path: '*' }), ['existing', 'requested']],
    [matching({ header: { 'X-User': 'a*' } }), ['existing', 'requested']],
    [matching({ header: { 'x-user': 'bob' } }), []],
    [matching({ header: { cookie: '*' } }), []],
    [matching({ path: '/chat/7', first: 2 }), []],
    [matching({ client: 1 }), ['existing', 'accepted', 'requested']],
    [matching({ client: 2 }), []],
  ] as const)('%j picks the third connection when it is %j', (selector, expected) => {
    expect(picks(selector)).toEqual(expected);
  });

  test('knows a client by its port as soon as it connects, or by its request as soon as there is one', () => {
    expect(picks(matching({ client: 5 }), ({ remotePort }) => remotePort - 4_995)).toEqual(occasions);
    const byHeader: ClientOf = ({ request }) => (request?.headers['x-user'] === 'ann' ? 5 : undefined);
    expect(picks(matching({ client: 5 }), byHeader)).toEqual(['existing', 'requested']);
  });

  test.each([
    ['/chat/7', '/chat/7', true],
    ['/c*t/*', '/chat/7', true],
    ['*7', '/chat/7', true],
    ['*chat*', '/chat/7', true],
    ['**', '/chat/7', true],
    ['/chat/7*', '/chat/7', true],
    ['/chat/*7', '/chat/7', true],
    ['/chat/7*7', '/chat/7', false],
    ['*t*t*', '/chat/7', false],
    ['*7/', '/chat/7', false],
    ['', '/chat/7', false],
    ['/chat/.', '/chat/7', false],
    ['/*\n*', '/a\nb', true],
  ])('takes the pattern %j on the path %j for %s', (path, asks, expected) => {
    const found = picks(matching({ path }), () => 1, { ...asked, path: asks });
    expect(found.includes('existing')).toBe(expected);
  });

  test('decides at once, however many stars there are and however long the path is', () => {
    const path = `/${'a'.repeat(60_000)}`;
    expect(picks(matching({ path: `${'*a'.repeat(50)}*b` }), () => 1, { ...asked, path })).toEqual([]);
  });
});
