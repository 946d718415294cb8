import { WschaosError } from '../base/error.ts';
import { readTargetUrl } from '../scenario/read-target-url.ts';
import type { TargetSpec } from '../scenario/scenario-case.ts';
import { isLocalHost } from './local-host.ts';

/**
 * Faults and floods of reconnects belong on a system of one's own. `who` connects to the target: `case "live"`.
 * @throws {WschaosError} `target.remote` when it is a host elsewhere
 */
export function checkRemote(who: string, target: TargetSpec): void {
  if (target.kind === 'builtin') return;
  const url = readTargetUrl(target.url);
  if (typeof url === 'string') throw new WschaosError('cli.usage', url);
  if (isLocalHost(url.host)) return;
  throw new WschaosError('target.remote', `${who} connects to ${url.host}, which is not on this machine or site`, {
    hint: 'Connections to it will be broken. If that server is yours to disturb, add --allow-remote.',
  });
}
