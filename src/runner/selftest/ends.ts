import { opcodes } from '../../wire/frame.ts';
import { encodeFrame } from '../../wire/frame-encoder.ts';
import { type Behaviour, defineBehaviours } from './define-behaviours.ts';
import { finishBoth } from './finish-both.ts';
import type { End } from './observation.ts';
import type { Peer } from './recording-peer.ts';
import type { Stage } from './stage.ts';
import { clientText, serverText } from './wire-text.ts';

type Row = Omit<Behaviour, 'group'>;

/** `one` is the end that ends the connection, `other` the one that sees it. */
interface Pair {
  readonly one: Peer;
  readonly other: Peer;
}

const longFrame = encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(3 * 2 ** 20, 'wschaos') });

/** What each end can do to an open connection. */
const rowsOf = (side: End): readonly Row[] => {
  const text = side === 'client' ? clientText : serverText;
  const answer = side === 'client' ? serverText : clientText;
  const open = async (stage: Stage): Promise<Pair> => {
    const { client, server } = await stage.open();
    return side === 'client' ? { one: client, other: server } : { one: server, other: client };
  };
  return [
    {
      name: `FIN of the ${side}; the other half stays open and carries data`,
      async run(stage) {
        const { one, other } = await open(stage);
        one.finish();
        await other.untilEnd();
        for (const word of ['still', 'going']) {
          other.send(answer(word));
          await one.untilText(Buffer.from(answer(word)).toString('latin1'));
        }
        other.finish();
        await one.untilEnd();
        await Promise.all([one.untilClosed(), other.untilClosed()]);
      },
    },
    {
      name: `3 MiB of the ${side} and a FIN right behind them`,
      async run(stage) {
        const { one, other } = await open(stage);
        one.send(longFrame);
        one.finish();
        await other.untilEnd();
        other.finish();
        await one.untilEnd();
      },
    },
    {
      name: `FIN of the ${side} in the middle of a frame`,
      async run(stage) {
        const { one, other } = await open(stage);
        one.send(text('never whole').subarray(0, 9));
        one.finish();
        await other.untilEnd();
        other.finish();
        await one.untilEnd();
      },
    },
    {
      name: `RST of the ${side} on an idle connection`,
      async run(stage) {
        const { one, other } = await open(stage);
        one.reset();
        await other.untilEnd();
        await other.untilClosed();
      },
    },
    {
      name: `RST of the ${side} in the middle of a frame`,
      async run(stage) {
        const { one, other } = await open(stage);
        const part = text('never whole').subarray(0, 9);
        one.send(part);
        await other.untilText(Buffer.from(part).toString('latin1'));
        one.reset();
        await other.untilEnd();
        await other.untilClosed();
      },
    },
    {
      name: `RST of the ${side} while the other end sends`,
      async run(stage) {
        const { one, other } = await open(stage);
        // How much still arrives is a matter of chance; how it ends is not.
        one.forgetBytes();
        one.pause();
        other.send(longFrame);
        one.reset();
        await other.untilEnd();
        await other.untilClosed();
      },
    },
    {
      name: `FIN of the ${side}, and its RST when the other end goes on`,
      async run(stage) {
        const { one, other } = await open(stage);
        one.finish();
        await other.untilEnd();
        // Its socket is gone: what comes for it is answered with a RST.
        one.destroy();
        await other.sendUntilClosed(answer('into the void'));
      },
    },
  ];
};

export const ends = defineBehaviours('end', [
  ...rowsOf('client'),
  ...rowsOf('server'),
  {
    name: 'FIN of both ends at once',
    async run(stage) {
      const { client, server } = await stage.open();
      client.finish();
      server.finish();
      await Promise.all([client.untilClosed(), server.untilClosed()]);
    },
  },
  {
    name: 'RST of the server behind a Close frame',
    async run(stage) {
      const { client, server } = await stage.open();
      const frame = encodeFrame({ opcode: opcodes.close, payload: Uint8Array.of(3, 233) });
      server.send(frame);
      await client.untilText(Buffer.from(frame).toString('latin1'));
      server.reset();
      await client.untilEnd();
    },
  },
  {
    name: 'a connection of which nothing comes but its end',
    async run(stage) {
      await finishBoth(await stage.connect());
    },
  },
]);
