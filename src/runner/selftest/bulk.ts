import { opcodes } from '../../wire/frame.ts';
import { encodeFrame } from '../../wire/frame-encoder.ts';
import { defineBehaviours } from './define-behaviours.ts';
import { finishBoth } from './finish-both.ts';
import type { End } from './observation.ts';
import type { Stage } from './stage.ts';
import { maskKey } from './wire-text.ts';

/** What ends take in real life at most: the limit of many servers. */
const largeBytes = 16 * 2 ** 20;

/** Far more than the buffers of the kernel on two hops (about 4 MiB each) and of a relay take. */
const floodBytes = 64 * 2 ** 20;
const maxBufferedBytes = 40 * 2 ** 20;

const message = (length: number, masked: boolean): Uint8Array =>
  encodeFrame({
    opcode: opcodes.binary,
    payload: Buffer.alloc(length, 'wschaos'),
    ...(masked ? { maskKey } : {}),
  });

const send =
  (...from: readonly End[]) =>
  async (stage: Stage): Promise<void> => {
    const ends = await stage.open();
    for (const side of from) ends[side].send(message(largeBytes, side === 'client'));
    await finishBoth(ends);
  };

/** The reader stops; the sender must come to a stand, and lose nothing when the reader goes on. */
const floodFrom =
  (sender: End) =>
  async (stage: Stage): Promise<void> => {
    const ends = await stage.open();
    const [source, reader, readerName] =
      sender === 'client'
        ? [ends.client, ends.server, 'server' as const]
        : [ends.server, ends.client, 'client' as const];
    reader.pause();
    source.flood(message(floodBytes, false));
    const moved = await source.untilStuck();
    stage.note(sender, moved > 0 && moved < maxBufferedBytes ? 'has to wait' : `could send ${moved} bytes`);
    reader.resume();
    await reader.untilBytes(floodBytes);
    stage.note(readerName, 'reads on');
    await finishBoth(ends);
  };

export const bulk = defineBehaviours('bulk', [
  { name: 'a message of 16 MiB to the server', run: send('client') },
  { name: 'a message of 16 MiB to the client', run: send('server') },
  { name: 'messages of 16 MiB in both directions at once', run: send('client', 'server') },
  { name: 'a server that does not read makes the client wait', run: floodFrom('client') },
  { name: 'a client that does not read makes the server wait', run: floodFrom('server') },
]);
