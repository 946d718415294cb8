import { WschaosError } from '../../base/error.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { FaultEntry } from '../parse-fault-entries.ts';

export interface PortSwitchOptions {
  readonly throwIn: (entry: FaultEntry) => void;
  readonly lift: (id: string) => void;
  readonly tell: (told: { readonly kind: 'disabled' | 'enabled' }) => void;
}

/**
 * Turns a proxy off and on. That is done by faults: its port is closed for real, while its connections keep their numbers and
 * its faults their state; and what it does to a client is measured as of any other fault.
 */
export interface PortSwitch {
  readonly isOn: boolean;
  onProxyEvent(event: ProxyEvent): void;
  /** @throws {WschaosError} `port.in-use`, `proxy.closed` */
  enable(): Promise<void>;
  disable(): void;
  /** Nobody waits any more. */
  close(): void;
}

const port = 'switched-off';
const cut = 'switched-off-cut';

/** Whether it belongs to the switch, and not to the user. */
export function isSwitchFault(id: string): boolean {
  return id === port || id === cut;
}

export function createPortSwitch({ throwIn, lift, tell }: PortSwitchOptions): PortSwitch {
  let isOn = true;
  let isClosed = false;
  let opening: Promise<void> = Promise.resolve();
  const waiting = new Set<(error?: WschaosError) => void>();
  const finish = (error?: WschaosError): void => {
    const all = [...waiting];
    waiting.clear();
    for (const done of all) done(error);
  };

  const open = async (): Promise<void> => {
    isOn = true;
    const opened = new Promise<void>((resolve, reject) => {
      waiting.add((error) => (error === undefined ? resolve() : reject(error)));
    });
    lift(port);
    try {
      await opened;
    } catch (error) {
      // Off as before: it can be tried again.
      isOn = false;
      throwIn({ id: port, fault: 'refuse' });
      throw error;
    }
    // Somebody may have turned it off meanwhile.
    if (isOn && !isClosed) tell({ kind: 'enabled' });
  };

  return {
    get isOn() {
      return isOn;
    },
    onProxyEvent(event) {
      if (event.kind === 'fault-end' && event.fault === port) finish();
      // All that can be disturbed while the port is opened is that.
      else if (event.kind === 'disturbed' && waiting.size > 0) finish(new WschaosError('port.in-use', event.why));
    },
    enable() {
      if (isClosed) {
        const message = 'the proxy is closed; its port is not opened again';
        return Promise.reject(new WschaosError('proxy.closed', message));
      }
      if (!isOn) opening = open();
      // Whoever asks while it is being opened waits for the same.
      return opening;
    },
    disable() {
      if (!isOn) return;
      isOn = false;
      // The port first, so that no client slips in between.
      throwIn({ id: port, fault: 'refuse' });
      throwIn({ id: cut, fault: 'reset' });
      tell({ kind: 'disabled' });
    },
    close() {
      isClosed = true;
      finish();
    },
  };
}
