import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from putting what is written as a literal straight into the old generation once much of it has lived a while. What
 * waits in a relay for 50 ms looks so, and dies there unseen: until the next full collection, everything that it points to is
 * taken for alive, copied and kept, at every collection of the young generation. For the programs of ours, each of which
 * measures; called first, since only what is compiled later heeds it.
 */
export function calmCollector(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
