import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { switchingHead } from '../proxy/open-link.ts';
import type { WirePeer } from '../proxy/wire-peer.ts';
import { collectGarbage } from './collect-garbage.ts';
import { type FuzzRig, withRig } from './fuzz-rig.ts';
import { plansOf } from './plans-of.ts';
import { requestOf } from './play-timeline.ts';
import { turns } from './turns.ts';

const mebibyte = 2 ** 20;

/** More is not sent: who takes all of it throws it away, or keeps it. Of tiny frames even little is millions. */
const floodBytes = { tiny: 3 * mebibyte, middling: 64 * mebibyte, large: 64 * mebibyte } as const;

/** What two hops over loopback keep in the kernel, at most. */
const kernelBytes = 20 * mebibyte;

/** What one direction may hold, and what a chunk of two-byte frames may weigh, in parts. */
const heldBytes = 16 * mebibyte;
const slackBytes = 24 * mebibyte;

export type FloodShape = 'tiny' | 'middling' | 'large';

const maxRounds = 3_000;

/** One write of the sender, over and over: frames of six bytes, of about a hundred, or one of 1 MiB. */
const payloadBytes: Readonly<Record<FloodShape, number>> = { tiny: 0, middling: 100, large: mebibyte };

export interface Flood {
  readonly entries: readonly FaultEntry[];
  readonly from: 'client' | 'server';
  readonly shape: FloodShape;
}

/** What became of it. */
interface FloodOutcome {
  /** The sender's kernel took all of it: it was never stalled. */
  readonly tookAll: boolean;
  readonly grownBytes: number;
}

/**
 * One side sends as fast as it may, the other reads nothing.
 * @throws {Error} when the proxy keeps more of it than it may
 */
export async function flood({ entries, from, shape }: Flood): Promise<FloodOutcome> {
  let outcome: FloodOutcome | undefined;
  await withRig(
    { faults: plansOf(entries), keepsEvents: false, onProcess: (_action, done) => done() },
    async (rig) => {
      const peers = await openIdle(rig);
      if (peers === undefined) {
        outcome = { tookAll: false, grownBytes: 0 };
        return;
      }
      rig.proxy.begin();
      const sender = peers[from];
      const receiver = peers[from === 'client' ? 'server' : 'client'];
      receiver.socket.pause();
      const write = writeOf(shape, from === 'client');
      const before = await usedBytes();
      const sentAll = await pour(sender, { write, sendBytes: floodBytes[shape] }, rig);
      const grownBytes = (await usedBytes()) - before - sender.socket.writableLength;
      // So few bytes of tiny frames may still fit into the kernel.
      const tookAll = sentAll && shape !== 'tiny';
      outcome = { tookAll, grownBytes };
      const accepted = sender.socket.bytesWritten;
      if (grownBytes > heldBytes + slackBytes)
        throw new Error(`holds ${inMebibytes(grownBytes)} of ${inMebibytes(accepted)}`);
      if (!sentAll && accepted > heldBytes + kernelBytes + slackBytes) {
        throw new Error(`stalled the sender only after ${inMebibytes(accepted)}`);
      }
    },
    (peer) => {
      peer.socket.once('data', () => peer.send(switchingHead));
    },
  );
  if (outcome === undefined) throw new Error('nothing was measured');
  return outcome;
}

async function openIdle(rig: FuzzRig): Promise<{ readonly client: WirePeer; readonly server: WirePeer } | undefined> {
  const client = await rig.dial();
  client?.send(requestOf(1));
  await rig.untilCalm();
  const server = rig.peers.find((peer) => peer !== client);
  return client === undefined || server === undefined ? undefined : { client, server };
}

/** Sends until all is sent, or until nothing moves any more although time passes. */
async function pour(
  { socket }: WirePeer,
  { write, sendBytes }: { readonly write: Buffer; readonly sendBytes: number },
  { clock }: FuzzRig,
): Promise<boolean> {
  let still = 0;
  for (let sent = 0, rounds = 0; sent < sendBytes && !socket.destroyed; ) {
    if (socket.writableNeedDrain) {
      // What creeps is not taken all either.
      if (++rounds > maxRounds) return false;
      const before = socket.writableLength;
      clock.advance(1, 50);
      await turns(2);
      still = socket.writableLength === before ? still + 1 : 0;
      if (still > 60) return false;
    } else {
      socket.write(write);
      sent += write.length;
    }
  }
  return true;
}

function writeOf(shape: FloodShape, isMasked: boolean): Buffer {
  const payload = Buffer.alloc(payloadBytes[shape], 'a');
  const frame = encodeFrame({ opcode: 1, payload, ...(isMasked ? { maskKey: Uint8Array.of(1, 2, 3, 4) } : {}) });
  return Buffer.concat(Array.from({ length: Math.ceil(65_536 / frame.length) }, () => frame));
}

/** What is really in use: what was just let go of takes a while to be given back. */
async function usedBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    collectGarbage();
    await turns(3);
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

function inMebibytes(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(1)} MiB`;
}
