import { abruptEnds } from './abrupt-ends.ts';
import { answerBehaviours } from './answers.ts';
import { bulk } from './bulk.ts';
import { closeFrames } from './close-frames.ts';
import type { Behaviour } from './define-behaviours.ts';
import { ends } from './ends.ts';
import { frames } from './frames.ts';
import { handshakes } from './handshakes.ts';
import { otherProtocols } from './other-protocols.ts';
import { plainHttp } from './plain-http.ts';
import { unreachable } from './unreachable.ts';
import { wsSockets } from './ws-sockets.ts';

/** Everything that `wschaos selftest` compares, in the order of a connection's life. */
export const behaviours: readonly Behaviour[] = [
  ...unreachable,
  ...handshakes,
  ...answerBehaviours,
  ...frames,
  ...closeFrames,
  ...ends,
  ...abruptEnds,
  ...bulk,
  ...wsSockets,
  ...plainHttp,
  ...otherProtocols,
];
