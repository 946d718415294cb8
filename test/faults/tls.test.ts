import { describe, expect, test } from 'vitest';
import { tlsModes } from '../../src/faults/action.ts';
import { tls } from '../../src/faults/tls.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

describe('a broken TLS handshake', () => {
  test.each([
    ['hang', 'never answer the ClientHello'],
    ['reset', 'RST after the ClientHello'],
    ['plaintext', 'answer the ClientHello without TLS'],
    ['expired', 'show an expired certificate'],
    ['self-signed', 'show a certificate that nobody trusts'],
    ['wrong-host', 'show the certificate of another host'],
  ] as const)('of mode %s is asked for at once and explained as "%s"', (mode, explanation) => {
    expect(connectionFrom(tls, { mode }).onStart?.(0)).toEqual([{ kind: 'break-tls', mode }]);
    expect(explanationOf(tls, { mode })).toBe(explanation);
  });

  const expected = tlsModes.map((mode) => `"${mode}"`).join('|');
  test.each([
    ['no mode', {}, [`mode: Invalid option: expected one of ${expected}`]],
    ['another mode', { mode: 'revoked' }, [`mode: Invalid option: expected one of ${expected}`]],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(tls, given)).toEqual(problems);
  });
});

test.each(tlsModes)('of mode %s shows nothing on a connection that is up', (mode) => {
  expect(tls.sign({ mode }, 'both')).toBe('none');
});
