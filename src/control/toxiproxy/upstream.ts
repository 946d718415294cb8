import { parseTarget } from '../../proxy/target.ts';

/**
 * The target that an `upstream` stands for: `host:port` is relayed as it is, whatever protocol it is in; a URL such as
 * `ws://127.0.0.1:8080` may be given, too, and only there frames are seen.
 * @throws {WschaosError} `target.invalid`
 */
export function targetOf(upstream: string): string {
  const target = upstream.includes('://') ? upstream : `tcp://${upstream}`;
  parseTarget(target);
  return target;
}

/** As Toxiproxy's clients expect it, of a proxy that was not made by them. */
export function upstreamOf(target: string): string {
  return target.replace(/^tcp:\/\//, '');
}
