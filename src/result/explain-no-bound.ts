import { isShown } from './bound.ts';
import type { FaultSummary, HeartbeatSummary } from './observation.ts';

/**
 * Why a case has no detection bound though its fault takes something away that a heartbeat may wait for; `undefined` where it
 * has one, or nobody would look for one.
 */
export function explainNoBound(fault: FaultSummary, heartbeat: HeartbeatSummary | undefined): string | undefined {
  const { sign, benign } = fault;
  if (sign === 'end' || sign === 'none') return undefined;
  if (heartbeat === undefined) {
    return benign
      ? undefined
      : 'no bound: nothing is known of the heartbeat of the client; client.heartbeat can tell it';
  }
  if (isShown(fault, heartbeat)) return undefined;
  const advice = benign ? '' : '; declare the fault `benign`, and expect "spurious == 0" of such a client';
  return `no bound: ${describeBeats(heartbeat)}, so ${missing[sign]} need not show: a client that keeps its link is right${advice}`;
}

const missing = {
  'no-pongs': 'missing pongs',
  'no-messages': 'missing messages',
  // Of the other direction alone, or it would be shown.
  silence: 'what is lost on its way to the server',
} as const;

function describeBeats({ style, byMessages }: HeartbeatSummary): string {
  switch (style) {
    case 'ping':
      return 'the client asks by pings';
    case 'app':
      return 'the heartbeat of the client is made of messages';
    case 'tick':
      return byMessages === true ? 'the heartbeat of the client is made of messages' : 'the client asks by pings';
    case 'server':
      return `the client watches the ${byMessages === true ? 'messages' : 'pings'} of the server`;
    case 'idle':
      return 'the client watches for silence';
    case 'none':
      return 'the client has no heartbeat';
  }
}
