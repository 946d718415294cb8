import fc from 'fast-check';
import { resetPeer } from '../../src/proxy/socket-end.ts';
import type { WirePeer } from '../proxy/wire-peer.ts';
import { type Cuts, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { type FuzzRig, withRig } from './fuzz-rig.ts';
import { turns } from './turns.ts';

type Who = 'client' | 'server';

/** What one of two peers does. */
export type ByteStep =
  | { readonly do: 'send'; readonly who: Who; readonly bytes: Uint8Array; readonly cuts: Cuts }
  | { readonly do: 'end'; readonly who: Who; readonly how: 'fin' | 'reset' }
  | { readonly do: 'wait'; readonly turns: number };

const who = fc.constantFrom<Who>('client', 'server');

/** The proxy waits no longer than that for the end of a head. */
const maxHeadBytes = 64 * 2 ** 10;

/** Bytes that mean nothing, and the beginnings of those that mean something. */
const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 60_000, maxLength: 70_000, size: 'max' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        ...[
          'G',
          'GET ',
          'GET / HTTP/1.1\r\n',
          'GET /a HTTP/1.1\r\nA: b\r\n',
          '\r\n\r\n',
          '\n\n',
          'HTTP/1.1 101 X\r\n\r\n',
        ],
        ...[
          'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
          'CONNECT a:1 HTTP/1.1\r\n\r\n',
          '\u0016\u0003\u0001',
          'POST / HTTP/1.1\r\n',
        ],
      )
      .map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
  },
);

/** Steps in which the client and the server say what is drawn for them. */
export function stepsOf(
  fromClient: fc.Arbitrary<Uint8Array>,
  fromServer: fc.Arbitrary<Uint8Array>,
): fc.Arbitrary<readonly ByteStep[]> {
  const send = fc.constant('send' as const);
  const end = fc.record({
    do: fc.constant('end' as const),
    who,
    how: fc.constantFrom('fin' as const, 'reset' as const),
  });
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: send, who: fc.constant<Who>('client'), bytes: fromClient, cuts }) },
      { weight: 3, arbitrary: fc.record({ do: send, who: fc.constant<Who>('server'), bytes: fromServer, cuts }) },
      { weight: 1, arbitrary: end },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.nat(6) }) },
    ),
    { maxLength: 12 },
  );
}

export const byteSteps = stepsOf(bytes, bytes);

/** What one side said, and how it finished. */
interface Said {
  readonly bytes: Buffer[];
  ended: 'fin' | 'reset' | undefined;
}

/** Plays the steps on a connection of which the proxy knows nothing beforehand, and holds it to be a wire. */
export async function playBytes(scheme: 'ws' | 'tcp', steps: readonly ByteStep[]): Promise<void> {
  await withRig({ scheme }, async (rig) => {
    const client = await rig.dial();
    if (client === undefined) throw new Error('the proxy refuses');
    const server = await rig.server.next();
    const said = { client: say(), server: say() };
    const peers = { client, server };
    for (const step of steps) {
      if (step.do === 'wait') await turns(step.turns);
      else if (step.do === 'send') await send(peers[step.who], said[step.who], step.bytes, step.cuts);
      else end(peers[step.who], said[step.who], step.how);
    }
    await rig.untilCalm();
    if (isPlain(rig)) return;
    compare('server', server, said.client, said.server, rig);
    compare('client', client, said.server, said.client, rig);
  });
}

function say(): Said {
  return { bytes: [], ended: undefined };
}

async function send({ socket }: WirePeer, said: Said, all: Uint8Array, where: Cuts): Promise<void> {
  if (said.ended !== undefined || socket.destroyed) return;
  for (const chunk of cutAt(all, where)) {
    said.bytes.push(Buffer.from(chunk));
    socket.write(chunk);
    await turns(1);
  }
}

function end({ socket }: WirePeer, said: Said, how: 'fin' | 'reset'): void {
  if (said.ended === 'reset' || said.ended === how) return;
  said.ended = how;
  if (how === 'fin') socket.end();
  else resetPeer({ socket, raw: socket });
}

/** An ordinary HTTP exchange is answered by another machine, which rewrites it. */
function isPlain({ events }: FuzzRig): boolean {
  return events.some(({ kind }) => kind === 'plain-http');
}

/** What came is what was said, or, when somebody reset the connection, how it began. */
function compare(name: Who, receiver: WirePeer, said: Said, back: Said, { events }: FuzzRig): void {
  const expected = Buffer.concat(said.bytes);
  const { received, ends } = receiver;
  if (!expected.subarray(0, received.length).equals(received)) {
    throw new Error(`the ${name} got other bytes than were sent: ${received.length} of ${expected.length}`);
  }
  const wasCut = said.ended === 'reset' || back.ended === 'reset';
  if (wasCut) return;
  // A head that is not complete is read to its end before anybody else sees it.
  const isUndecided = name === 'server' && said.ended === undefined && !events.some(({ kind }) => kind === 'open');
  if (expected.length - received.length > (isUndecided ? maxHeadBytes : 0)) {
    throw new Error(`the ${name} got only ${received.length} of ${expected.length} bytes`);
  }
  if (said.ended === 'fin' && ends[0] !== 'fin') throw new Error(`the ${name} never saw the end`);
}
