import type { FaultEntry } from './api-types.ts';

/** A fault that is thrown at once, by a button or its key; the keys and ids are those of the terminal of `wschaos proxy`: pressed there, it can be lifted here. */
export interface FaultButton {
  readonly key: string;
  readonly label: string;
  readonly entry: FaultEntry;
  /** It stays until it is lifted: pressed again it does that. */
  readonly isToggle: boolean;
  /** The port is shut for all: it cannot be aimed at one connection. */
  readonly isForAll: boolean;
}

export const faultButtons: readonly FaultButton[] = [
  {
    ...{ key: 'p', label: 'Drop pongs', isToggle: true, isForAll: false },
    entry: { id: 'pongs', fault: 'drop', with: { frames: 'pong' } },
  },
  {
    ...{ key: 'b', label: 'Black hole', isToggle: true, isForAll: false },
    entry: { id: 'blackhole', fault: 'blackhole' },
  },
  {
    ...{ key: 'l', label: 'Latency 200 ms', isToggle: true, isForAll: false },
    entry: { id: 'latency', fault: 'latency', with: { delay: '200ms' } },
  },
  {
    ...{ key: 'r', label: 'Reset', isToggle: false, isForAll: false },
    entry: { fault: 'reset' },
  },
  {
    ...{ key: 'u', label: 'Refuse 5 s', isToggle: false, isForAll: true },
    entry: { fault: 'refuse', for: '5s' },
  },
];

/** The entry of a button, aimed at one connection or at all that it would touch. */
export function aimButton({ entry, isForAll }: FaultButton, connection: number | undefined): FaultEntry {
  return connection === undefined || isForAll ? entry : { ...entry, connections: { nth: connection } };
}
