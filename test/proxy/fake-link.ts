import net from 'node:net';
import type { ConnectionAction } from '../../src/faults/action.ts';
import type { UpgradeRequest } from '../../src/faults/fault-hooks.ts';
import type { Flow } from '../../src/proxy/flow.ts';
import type { Link, LinkState } from '../../src/proxy/link.ts';
import type { Stage } from '../../src/proxy/stage.ts';

/** A connection that only notes what the faults ask of it. */
export interface FakeLink extends Link {
  readonly performed: ConnectionAction[];
  readonly stages: { readonly options: Parameters<Flow['addStage']>[1]; lifted: boolean }[];
  /** Those who want to hear of traffic. */
  readonly watchers: (() => void)[];
}

export function createFakeLink(
  id: number,
  given: {
    readonly state?: LinkState;
    readonly request?: UpgradeRequest;
    readonly remotePort?: number;
    readonly isMidFrame?: boolean;
    /** When it does what it is asked; default 0. */
    readonly performedAt?: number;
  } = {},
): FakeLink {
  const performed: ConnectionAction[] = [];
  const stages: FakeLink['stages'] = [];
  const watchers: (() => void)[] = [];
  const socket = new net.Socket();
  const unused = (): never => {
    throw new Error('a fault does not call this');
  };
  const flow: Pick<Flow, 'addStage' | 'isMidFrame'> = {
    isMidFrame: () => given.isMidFrame === true,
    addStage(_layer, options) {
      const entry = { options, lifted: false };
      stages.push(entry);
      const lift = (): void => {
        entry.lifted = true;
      };
      return { lift } as Stage;
    },
  };
  return {
    id,
    client: { socket, raw: socket },
    acceptedAt: 0,
    remotePort: given.remotePort ?? 0,
    localPort: 0,
    state: () => given.state ?? 'open',
    request: () => given.request,
    start: unused,
    flow: () => flow as Flow,
    perform(action, done) {
      performed.push(action);
      done?.(given.performedAt ?? 0);
    },
    watchTraffic(listener) {
      watchers.push(listener);
      return () => void watchers.splice(watchers.indexOf(listener), 1);
    },
    takeUpstream: unused,
    takeBack: unused,
    destroy: unused,
    performed,
    stages,
    watchers,
  };
}
