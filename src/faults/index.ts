import { blackhole } from './blackhole.ts';
import { close } from './close.ts';
import type { FaultDefinition } from './define-fault.ts';
import { disconnect } from './disconnect.ts';
import { drop } from './drop.ts';
import { latency } from './latency.ts';
import { pause } from './pause.ts';
import { refuse } from './refuse.ts';
import { reject } from './reject.ts';
import { reset } from './reset.ts';

/**
 * Every fault type, in the order of the catalogue: from the port up to the link.
 * @example
 * for (const { type, summary, example } of faults) console.log(type, summary, example);
 */
export const faults: readonly FaultDefinition[] = [
  refuse,
  reject,
  drop,
  close,
  latency,
  pause,
  reset,
  disconnect,
  blackhole,
];
