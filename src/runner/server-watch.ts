import { findServerNotice } from '../result/find-server-notice.ts';
import type { IterationContext, Observation } from '../result/observation.ts';
import { readEpisode } from '../result/read-episode.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';

/** Whether the server is still to notice that its client is gone. */
export interface ServerWatch {
  observe(observation: Observation): void;
  /** It keeps up a connection that the fault took from its client, and a case asks when it notices. */
  readonly isPending: boolean;
}

/**
 * Watches for what `server.detection` will be measured by, where an expectation asks for it: the client may be back long
 * before the server's heartbeat finds the old connection dead. `read` gives all that was observed.
 */
export function createServerWatch(
  { expectations }: Pick<ScenarioCase, 'expectations'>,
  context: IterationContext,
  read: () => readonly Observation[],
): ServerWatch {
  const isAskedFor = expectations.some(({ metric, level }) => metric === 'server.detection' && level !== 'off');
  let pending: boolean | undefined;
  return {
    observe(observation) {
      if (!('sequence' in observation)) pending = undefined;
    },
    get isPending() {
      if (!isAskedFor) return false;
      pending ??= findServerNotice(readEpisode(read(), context)).kind === 'unnoticed';
      return pending;
    },
  };
}
