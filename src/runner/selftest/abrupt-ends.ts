import { type Behaviour, defineBehaviours } from './define-behaviours.ts';
import type { Peer } from './recording-peer.ts';
import type { Stage } from './stage.ts';
import { answerHead, head, requestHead, serverText } from './wire-text.ts';

type Row = Omit<Behaviour, 'group'>;

const cuts = { FIN: (peer: Peer) => peer.finish(), RST: (peer: Peer) => peer.reset() } as const;

const halfAnswer = answerHead().slice(0, 60);
const begunRefusal = `${head('HTTP/1.1 503 Service Unavailable', 'Content-Length: 100')}half of`;

/** The client ends while the handshake is under way; what the server sends then goes nowhere or arrives. */
const clientEnds = (cut: keyof typeof cuts): readonly Row[] => [
  {
    name: `${cut} of the client before its request`,
    async run(stage) {
      const { client, server } = await stage.connect();
      cuts[cut](client);
      await server.untilEnd();
      server.finish();
      await server.untilClosed();
    },
  },
  {
    name: `${cut} of the client in the middle of its request`,
    async run(stage) {
      const { client, server } = await stage.connect();
      // Whether a server still gets bytes that a RST follows at once is a matter of chance.
      if (cut === 'RST') server.forgetBytes();
      client.send(requestHead().slice(0, 40));
      cuts[cut](client);
      await server.untilEnd();
      server.finish();
      await server.untilClosed();
    },
  },
  {
    name: `${cut} of the client before the answer`,
    async run(stage) {
      const { client, server } = await stage.connect();
      client.send(requestHead());
      await server.untilBytes(requestHead().length);
      cuts[cut](client);
      await server.untilEnd();
      server.send(cut === 'FIN' ? head('HTTP/1.1 400 Bad Request') : '');
      server.finish();
      await Promise.all([client.untilClosed(), server.untilClosed()]);
    },
  },
  {
    name: `${cut} of the client in the middle of the 101`,
    async run(stage) {
      const { client, server } = await stage.connect();
      client.send(requestHead());
      await server.untilBytes(requestHead().length);
      server.send(halfAnswer);
      await client.untilBytes(halfAnswer.length);
      cuts[cut](client);
      await server.untilEnd();
      server.send(cut === 'FIN' ? answerHead().slice(halfAnswer.length) : '');
      server.finish();
      await Promise.all([client.untilClosed(), server.untilClosed()]);
    },
  },
];

/** So far the server comes before it ends. */
const answersSoFar: readonly (readonly [when: string, answer: string | Uint8Array])[] = [
  ['before its answer', ''],
  ['in the middle of the 101', halfAnswer],
  ['right behind the 101', answerHead()],
  [
    'in the middle of the first frame, which came with the 101',
    Buffer.concat([Buffer.from(answerHead()), serverText('first').subarray(0, 4)]),
  ],
  ['in the middle of the body of a 503', begunRefusal],
];

const serverEnds = (cut: keyof typeof cuts): readonly Row[] => [
  {
    name: `${cut} of the server as soon as it accepts`,
    async run(stage) {
      const server = await stage.listen({ onAccept: cuts[cut] });
      const client = server.dial();
      await client.untilEnd();
    },
  },
  ...answersSoFar.map(([when, answer]) => ({
    name: `${cut} of the server ${when}`,
    run: async (stage: Stage): Promise<void> => {
      const { client, server } = await stage.connect();
      client.send(requestHead());
      await server.untilBytes(requestHead().length);
      server.send(answer);
      await client.untilBytes(answer.length);
      cuts[cut](server);
      await client.untilEnd();
      client.finish();
      await Promise.all([client.untilClosed(), server.untilClosed()]);
    },
  })),
];

export const abruptEnds = defineBehaviours('abrupt end', [
  ...clientEnds('FIN'),
  ...clientEnds('RST'),
  ...serverEnds('FIN'),
  ...serverEnds('RST'),
]);
