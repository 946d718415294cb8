import type { ClientSpec } from '../../scenario/scenario-case.ts';

/** With more of them this process would be late: it relays, and writes down what happens, for all of them. */
const mostClients = 100;

/** A fleet so large that the built-in server and the reference clients leave this process to what measures them. */
export function needsProcesses({ count }: Pick<ClientSpec, 'count'>): boolean {
  return count > mostClients;
}
