import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { switchingHead } from '../proxy/open-link.ts';
import type { WirePeer } from '../proxy/wire-peer.ts';
import { cutAt } from '../wire/arbitrary-frame.ts';
import type { TrafficStep } from './arbitrary-timeline.ts';
import { countType } from './fuzz-case.ts';
import { type FuzzRig, withRig } from './fuzz-rig.ts';
import { plansOf } from './plans-of.ts';
import { turns } from './turns.ts';

/** One side of a connection: what it said behind the handshake, and how it ended. */
export interface PlayedSide {
  readonly peer: WirePeer;
  /** Frames, and perhaps bytes. */
  readonly said: Buffer[];
  /** Something else than frames was said. */
  saidBytes: boolean;
  ended: 'fin' | 'reset' | undefined;
}

/** A connection of a timeline; the server's side is there once its server has the request. */
export interface PlayedLink {
  readonly number: number;
  readonly client: PlayedSide;
  server: PlayedSide | undefined;
}

/** The faults are armed, `begin` is called with the first connection open, and then all the steps are played. */
export async function playTimeline(
  entries: readonly FaultEntry[],
  steps: readonly TrafficStep[],
  {
    isSecure = false,
    judge,
  }: {
    readonly isSecure?: boolean;
    readonly judge?: (links: readonly PlayedLink[], rig: FuzzRig) => Promise<void>;
  } = {},
): Promise<void> {
  for (const { fault } of entries) countType(fault);
  const links: PlayedLink[] = [];
  const acceptUpgrade = (peer: WirePeer): void => {
    peer.socket.on('data', () => {
      const request = /^GET \/(\d+) HTTP.*?\r\n\r\n/s.exec(peer.received.toString('latin1'));
      const link = links.find(({ number }) => number === Number(request?.[1]));
      if (request === null || link === undefined || link.server !== undefined) return;
      link.server = playedSide(peer);
      peer.send(switchingHead);
    });
  };
  await withRig(
    { faults: plansOf(entries), seed: 7, isSecure, onProcess: (_action, done) => done() },
    async (rig) => {
      for (const [index, step] of steps.entries()) {
        await playStep(step, links, rig, entries);
        if (index === 0) rig.proxy.begin();
      }
      await judge?.(links, rig);
    },
    acceptUpgrade,
  );
}

async function playStep(
  step: TrafficStep,
  links: PlayedLink[],
  rig: FuzzRig,
  entries: readonly FaultEntry[],
): Promise<void> {
  switch (step.do) {
    case 'open':
    case 'dial': {
      const peer = await rig.dial();
      if (peer === undefined) return;
      const number = links.length + 1;
      links.push({ number, client: playedSide(peer), server: undefined });
      if (step.do === 'open') peer.send(requestOf(number));
      await rig.untilCalm();
      return;
    }
    case 'wait':
      rig.clock.advance(step.ms);
      await turns(3);
      return;
    case 'lift': {
      const id = entries[step.fault]?.id;
      if (id !== undefined) rig.proxy.lift(id);
      return;
    }
    case 'signal':
      rig.proxy.signal(step.event);
      return;
    default: {
      const side = links[step.on % Math.max(1, links.length)]?.[step.side];
      if (side !== undefined) await playOn(side, step, rig);
    }
  }
}

async function playOn(
  side: PlayedSide,
  step: Extract<TrafficStep, { readonly on: number }>,
  rig: FuzzRig,
): Promise<void> {
  const { socket } = side.peer;
  if (socket.destroyed) return;
  switch (step.do) {
    case 'frames':
      if (side.ended !== undefined) return;
      await sendFrames(side, step.frames.map(encodeFrame), step.cuts);
      return;
    case 'bytes':
      if (side.ended !== undefined) return;
      side.saidBytes = true;
      side.said.push(Buffer.from(step.bytes));
      socket.write(step.bytes);
      return;
    case 'end':
      if (side.ended !== undefined) return;
      side.ended = step.how;
      if (step.how === 'fin') socket.end();
      else rig.reset(side.peer);
      return;
    case 'read':
      if (step.reads) socket.resume();
      else socket.pause();
  }
}

async function sendFrames(
  side: PlayedSide,
  frames: readonly Uint8Array[],
  where: Parameters<typeof cutAt>[1],
): Promise<void> {
  const whole = frames.map((frame) => Buffer.from(frame));
  side.said.push(...whole);
  for (const chunk of cutAt(Buffer.concat(whole), where)) {
    side.peer.socket.write(chunk);
    await turns(1);
  }
}

function playedSide(peer: WirePeer): PlayedSide {
  return { peer, said: [], saidBytes: false, ended: undefined };
}

/** An upgrade request by which the server knows the connection again. */
export function requestOf(number: number): string {
  return [
    `GET /${number} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    'X-Fuzz: 1',
    '\r\n',
  ].join('\r\n');
}
