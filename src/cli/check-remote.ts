import { WschaosError } from '../base/error.ts';
import { refuseRemote } from '../runner/refuse-remote.ts';
import { readTargetUrl } from '../scenario/read-target-url.ts';
import type { TargetSpec } from '../scenario/scenario-case.ts';

/**
 * Faults and floods of reconnects belong on a system of one's own. `who` connects to the target: `case "live"`.
 * @throws {WschaosError} `target.remote` when it is a host elsewhere; `cli.usage` when it is none
 */
export function checkRemote(who: string, target: TargetSpec): void {
  if (target.kind === 'builtin') return;
  const url = readTargetUrl(target.url);
  if (typeof url === 'string') throw new WschaosError('cli.usage', url);
  refuseRemote(who, url.host, '--allow-remote');
}
