import { WschaosError } from '../base/error.ts';
import { isLocalHost } from './local-host.ts';

/**
 * Faults and floods of reconnects belong on a system of one's own.
 * @param who - what connects to the host: `case "live"`
 * @param permission - what would allow it: `--allow-remote`
 * @throws {WschaosError} `target.remote` when the host is neither this machine nor on its site
 */
export function refuseRemote(who: string, host: string, permission: string): void {
  if (isLocalHost(host)) return;
  throw new WschaosError('target.remote', `${who} connects to ${host}, which is not on this machine or site`, {
    hint: `Connections to it will be broken. If that server is yours to disturb, add ${permission}.`,
  });
}
