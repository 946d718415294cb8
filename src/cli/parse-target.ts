import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { parseTargetUrl } from '../scenario/build-target.ts';
import type { TargetSpec } from '../scenario/scenario-case.ts';
import type { Setting } from './settings.ts';

const servers = ['echo', 'ticker', 'chat'] as const;
const prefix = 'builtin:';

/**
 * Reads a target as the command line names it: a URL, or `builtin:echo`, `builtin:ticker`, `builtin:chat`.
 * @throws {WschaosError} `cli.usage`
 */
export function parseTarget({ text, source }: Setting): TargetSpec {
  if (text.startsWith(prefix)) {
    const name = text.slice(prefix.length);
    const server = servers.find((one) => one === name);
    if (server !== undefined) return { kind: 'builtin', server, intervalMs: 1_000 };
    const known = servers.join(', ');
    throw new WschaosError('cli.usage', `${source}: no built-in server "${name}"${formatSuggestion(name, servers)}`, {
      hint: `There are ${known}.`,
    });
  }
  const target = parseTargetUrl(text);
  if (typeof target !== 'string') return target;
  throw new WschaosError('cli.usage', `${source}: ${target}`, {
    hint: `Or ${servers.map((name) => prefix + name).join(', ')}.`,
  });
}
