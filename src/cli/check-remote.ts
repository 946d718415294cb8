import { WschaosError } from '../base/error.ts';
import { readTargetUrl } from '../scenario/read-target-url.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { isLocalHost } from './local-host.ts';

/**
 * Faults and floods of reconnects belong on a system of one's own.
 * @throws {WschaosError} `target.remote` when a case connects to a host elsewhere
 */
export function checkRemote(cases: readonly ScenarioCase[]): void {
  for (const { id, target } of cases) {
    if (target.kind === 'builtin') continue;
    const url = readTargetUrl(target.url);
    if (typeof url === 'string') throw new WschaosError('cli.usage', url);
    if (isLocalHost(url.host)) continue;
    throw new WschaosError(
      'target.remote',
      `case "${id}" connects to ${url.host}, which is not on this machine or site`,
      {
        hint: 'A run opens many connections and breaks them. If that server is yours to disturb, add --allow-remote.',
      },
    );
  }
}
