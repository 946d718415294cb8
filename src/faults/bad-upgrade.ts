import { z } from 'zod';
import type { Random } from '../base/random.ts';
import { findHeader } from '../wire/head-layout.ts';
import { parseResponseHead } from '../wire/response-head.ts';
import { rewriteHeader } from '../wire/rewrite-head.ts';
import type { FlowAction } from './action.ts';
import { defineFault } from './define-fault.ts';

const modes = [
  'accept-key',
  'no-accept-key',
  'subprotocol',
  'extension',
  'no-upgrade',
  'truncated',
  'garbage',
] as const;
type Mode = (typeof modes)[number];

/**
 * A 101 that a client must not take for an open connection (RFC 6455 §4.1). The server takes it for open and is not told.
 * Other answers pass untouched.
 */
export const badUpgrade = defineFault({
  type: 'bad-upgrade',
  layer: 'handshake',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: "Spoil the server's 101.",
  wireFact:
    'a 101 with one header wrong, missing or never asked for, all other bytes as they were; half of one, then FIN; or no HTTP at all',
  options: z.strictObject({ mode: z.enum(modes).describe('What is wrong with the answer.') }),
  example: { mode: 'accept-key' },
  defaultDirection: 'to-client',
  refuses: () => ({ 'direction: to-server': 'acts on what the server answers' }),
  explain: ({ mode }) => `answer with ${explanations[mode]}`,
  create: ({ mode }, { random }) => ({ onAnswer: (head) => [spoil(head, mode, random)] }),
});

const explanations: Readonly<Record<Mode, string>> = {
  'accept-key': 'a wrong Sec-WebSocket-Accept',
  'no-accept-key': 'no Sec-WebSocket-Accept',
  subprotocol: 'a subprotocol that was not asked for',
  extension: 'an extension that was not offered',
  'no-upgrade': 'a 101 without an Upgrade header',
  truncated: 'half a 101 and FIN',
  garbage: 'bytes that are no HTTP',
};

function spoil(head: Uint8Array, mode: Mode, random: Random): FlowAction {
  const rewrite = (name: string, value: string | undefined): FlowAction => ({
    kind: 'forward',
    bytes: rewriteHeader(head, name, value),
  });
  switch (mode) {
    case 'accept-key':
      return rewrite('Sec-WebSocket-Accept', otherKey(head));
    case 'no-accept-key':
      return rewrite('Sec-WebSocket-Accept', undefined);
    case 'subprotocol':
      return rewrite('Sec-WebSocket-Protocol', 'unasked.wschaos');
    case 'extension':
      return rewrite('Sec-WebSocket-Extensions', 'x-wschaos-unoffered');
    case 'no-upgrade':
      return rewrite('Upgrade', undefined);
    case 'truncated':
      return { kind: 'cut', bytes: Math.floor(head.length / 2), then: 'fin' };
    case 'garbage':
      // Never ASCII, so no draw can look like a status line.
      return { kind: 'forward', bytes: head.map(() => 0x80 | Math.floor(random.next() * 0x80)) };
  }
}

/** The base64 of 20 other bytes than the server's, so that the form is right and the value alone is wrong. */
function otherKey(head: Uint8Array): string {
  const key = findHeader(parseResponseHead(head)?.headers ?? [], 'Sec-WebSocket-Accept') ?? '';
  return `${key.startsWith('A') ? 'B' : 'A'}${key.slice(1) || 'AAAAAAAAAAAAAAAAAAAAAAAAAA='}`;
}
