import { describeCloseCode } from '../../wire/close-code.ts';
import { encodeClosePayload } from '../../wire/close-payload.ts';
import { opcodes } from '../../wire/frame.ts';
import { encodeFrame } from '../../wire/frame-encoder.ts';
import { defineBehaviours } from './define-behaviours.ts';
import type { Stage } from './stage.ts';
import { maskKey } from './wire-text.ts';

/** All that may be sent, the ends of the ranges, and then those that must not be (RFC 6455 §7.4). */
const legalCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];
const illegalCodes = [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535];

/**
 * Two closing handshakes as RFC 6455 §7.1 has them, one begun by each end: Close, the same Close back, and then the server
 * ends the connection.
 */
const closeWith =
  (payload: Uint8Array) =>
  async (stage: Stage): Promise<void> => {
    const fromClient = encodeFrame({ opcode: opcodes.close, payload, maskKey });
    const fromServer = encodeFrame({ opcode: opcodes.close, payload });
    for (const begins of ['client', 'server'] as const) {
      const { client, server } = await stage.open();
      const askClient = async (): Promise<void> => {
        client.send(fromClient);
        await server.untilText(Buffer.from(fromClient).toString('latin1'));
      };
      const askServer = async (): Promise<void> => {
        server.send(fromServer);
        await client.untilText(Buffer.from(fromServer).toString('latin1'));
      };
      for (const ask of begins === 'client' ? [askClient, askServer] : [askServer, askClient]) await ask();
      server.finish();
      await client.untilEnd();
      client.finish();
      await server.untilEnd();
      await Promise.all([client.untilClosed(), server.untilClosed()]);
    }
  };

export const closeFrames = defineBehaviours('close', [
  ...legalCodes.map((code) => ({ name: describeCloseCode(code), run: closeWith(encodeClosePayload(code, 'bye')) })),
  ...illegalCodes.map((code) => ({
    name: `${describeCloseCode(code)}, which must not be sent`,
    run: closeWith(encodeClosePayload(code)),
  })),
  { name: 'no code at all', run: closeWith(new Uint8Array(0)) },
  { name: 'half a code', run: closeWith(Uint8Array.of(3)) },
  { name: 'the longest reason', run: closeWith(encodeClosePayload(1000, 'é'.repeat(61))) },
  { name: 'a reason that is not UTF-8', run: closeWith(Uint8Array.of(3, 232, 0xff, 0xfe)) },
]);
