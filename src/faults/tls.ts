import { z } from 'zod';
import { tlsModes } from './action.ts';
import { defineFault } from './define-fault.ts';

/** What a client must survive before there is any HTTP. Needs a listener that terminates TLS. */
export const tls = defineFault({
  type: 'tls',
  layer: 'tls',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Break the TLS handshake of new connections.',
  wireFact:
    'after the ClientHello: nothing, RST, an HTTP answer in the clear, or a certificate that is out of date, unknown or of another host',
  options: z.strictObject({ mode: z.enum(tlsModes).describe('How the handshake goes wrong.') }),
  example: { mode: 'expired' },
  exampleSetting: { listen: { tls: 'self-signed' } },
  explain: ({ mode }) => explanations[mode],
  create: ({ mode }) => ({ onStart: () => [{ kind: 'break-tls', mode }] }),
});

const explanations: Readonly<Record<(typeof tlsModes)[number], string>> = {
  hang: 'never answer the ClientHello',
  reset: 'RST after the ClientHello',
  plaintext: 'answer the ClientHello without TLS',
  expired: 'show an expired certificate',
  'self-signed': 'show a certificate that nobody trusts',
  'wrong-host': 'show the certificate of another host',
};
