import { acceptClose } from './accept-close.ts';
import { acceptHang } from './accept-hang.ts';
import { acceptReset } from './accept-reset.ts';
import { badUpgrade } from './bad-upgrade.ts';
import { bandwidth } from './bandwidth.ts';
import { blackhole } from './blackhole.ts';
import { client } from './client.ts';
import { close } from './close.ts';
import { corrupt } from './corrupt.ts';
import type { FaultDefinition } from './define-fault.ts';
import { delay } from './delay.ts';
import { disconnect } from './disconnect.ts';
import { drop } from './drop.ts';
import { duplicate } from './duplicate.ts';
import { flap } from './flap.ts';
import { idleTimeout } from './idle-timeout.ts';
import { ignoreClose } from './ignore-close.ts';
import { inject } from './inject.ts';
import { latency } from './latency.ts';
import { limit } from './limit.ts';
import { limitBytes } from './limit-bytes.ts';
import { maxAge } from './max-age.ts';
import { partialFrame } from './partial-frame.ts';
import { pause } from './pause.ts';
import { refuse } from './refuse.ts';
import { reject } from './reject.ts';
import { reorder } from './reorder.ts';
import { replace } from './replace.ts';
import { reset } from './reset.ts';
import { server } from './server.ts';
import { silentOpen } from './silent-open.ts';
import { slice } from './slice.ts';
import { slowAccept } from './slow-accept.ts';
import { stallUpgrade } from './stall-upgrade.ts';
import { stopReading } from './stop-reading.ts';
import { tls } from './tls.ts';
import { trickleUpgrade } from './trickle-upgrade.ts';

/**
 * Every fault type, in the order of the catalogue: from the port up to the link.
 * @example
 * for (const { type, summary, example } of faults) console.log(type, summary, example);
 */
export const faults: readonly FaultDefinition[] = [
  refuse,
  acceptReset,
  acceptClose,
  acceptHang,
  slowAccept,
  limit,
  tls,
  reject,
  stallUpgrade,
  trickleUpgrade,
  badUpgrade,
  flap,
  silentOpen,
  drop,
  delay,
  duplicate,
  reorder,
  corrupt,
  replace,
  inject,
  close,
  ignoreClose,
  latency,
  bandwidth,
  slice,
  pause,
  partialFrame,
  limitBytes,
  stopReading,
  reset,
  disconnect,
  blackhole,
  idleTimeout,
  maxAge,
  server,
  client,
];
