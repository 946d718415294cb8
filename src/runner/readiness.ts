import type { FrameView } from '../faults/define-fault.ts';
import { isControl, opcodes } from '../wire/frame.ts';

/** What makes a connection ready on the wire: a round trip of messages, the 101, a message to the client, or a pong. */
export type ReadySign = 'round-trip' | 'open' | 'message' | 'pong';

/** Watches one connection for its signs of readiness. */
export interface Readiness {
  /** The 101 was forwarded; true when that is the sign. */
  onOpen(): boolean;
  /** A frame reached its receiver; `ready` when it completes the sign, `answered` when it answers a heartbeat. */
  onDelivered(frame: FrameView): { readonly ready: boolean; readonly answered: boolean };
  /** A fault touched the connection: the next sign, begun from now on, tells that it lives. */
  restart(): void;
}

export function createReadiness(sign: ReadySign): Readiness {
  let isReady = false;
  let asked = false;
  const pinged = { 'to-client': false, 'to-server': false };

  const complete = (): boolean => {
    if (isReady) return false;
    isReady = true;
    return true;
  };

  return {
    onOpen: () => sign === 'open' && complete(),
    onDelivered({ header: { opcode }, direction, endsMessage }) {
      const none = { ready: false, answered: false };
      if (opcode === opcodes.ping) {
        pinged[direction] = true;
        return none;
      }
      if (opcode === opcodes.pong) {
        const answered = pinged[direction === 'to-client' ? 'to-server' : 'to-client'];
        return { answered, ready: answered && sign === 'pong' && complete() };
      }
      if (isControl(opcode) || !endsMessage) return none;
      if (direction === 'to-server') {
        asked = true;
        return none;
      }
      const counts = sign === 'message' || (sign === 'round-trip' && asked);
      return { answered: false, ready: counts && complete() };
    },
    restart() {
      isReady = false;
      asked = false;
      pinged['to-client'] = false;
      pinged['to-server'] = false;
    },
  };
}
