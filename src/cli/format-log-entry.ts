import { formatDuration } from '../base/duration.ts';
import { cleanLine } from '../report/clean-text.ts';
import type { Told, ToldFrame } from '../runner/session/log-entry.ts';
import { describeFrame } from '../wire/describe-frame.ts';
import { opcodes } from '../wire/frame.ts';

/** One line of the live log, whatever came in by the API; `undefined` for what it does not show. `t` is in milliseconds since the log began. */
export function formatLogEntry(told: Told): string | undefined {
  const text = describeTold(told);
  const seconds = (told.t / 1000).toFixed(3).padStart(9);
  return text === undefined ? undefined : `${seconds} s  ${told.kind.padEnd(8)}  ${cleanLine(text)}`.trimEnd();
}

function describeTold(told: Told): string | undefined {
  switch (told.kind) {
    case 'open':
      return `#${told.connection}`;
    case 'reopened':
      return `#${told.connection}, ${formatDuration(told.afterMs)} after #${told.lost} was lost`;
    case 'detected':
      return `#${told.connection} ${told.sign}, ${formatDuration(told.afterMs)} after the fault`;
    case 'closed': {
      const { connection, afterMs, first } = told;
      const end = first === undefined ? '' : `, first ${first.how === 'reset' ? 'RST' : 'FIN'} from the ${first.side}`;
      return `#${connection} after ${formatDuration(afterMs)}${end}`;
    }
    case 'answer':
      return `#${told.connection} HTTP ${told.status}`;
    case 'failed':
      return `#${told.connection} the target is not reachable: ${told.message}`;
    case 'frame':
      return `#${told.connection} ${told.direction} ${describeHeader(told)}`;
    case 'fault':
      return `${told.fault}${told.explanation === '' ? '' : `: ${told.explanation}`}`;
    case 'lifted':
      return told.fault;
    case 'disabled':
      return 'the port is closed, all connections are cut';
    case 'enabled':
      return 'the port is open again';
    case 'note':
      return told.text;
    case 'disturbed':
      return told.why;
    case 'accepted':
    case 'delivered':
      return undefined;
  }
}

function describeHeader({ opcode, fin, rsv = [], masked, length }: ToldFrame): string {
  return describeFrame({
    opcode: Object.entries(opcodes).find(([name]) => name === opcode)?.[1] ?? Number(opcode),
    ...{ fin, rsv1: rsv.includes(1), rsv2: rsv.includes(2), rsv3: rsv.includes(3) },
    maskKey: masked ? noKey : undefined,
    ...{ payloadLength: length, headerLength: 0 },
  });
}

/** It is not shown. */
const noKey = new Uint8Array(4);
