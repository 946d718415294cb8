import { once } from 'node:events';
import { WschaosError } from '../base/error.ts';
import { dialTarget, parseTarget } from '../proxy/target.ts';
import type { ForeignTargetOptions } from './running-target.ts';

const dialLimitMs = 5_000;

/**
 * Connects to a target once and hangs up.
 * @throws {WschaosError} `target.unreachable`, `target.invalid`; what the signal was aborted with
 */
export async function probeTarget(
  url: string,
  rejectUnauthorized: boolean,
  { clock, signal }: Pick<ForeignTargetOptions, 'clock' | 'signal'>,
): Promise<void> {
  signal.throwIfAborted();
  const { socket, raw, readyEvent } = dialTarget(parseTarget(url), { rejectUnauthorized });
  const failed = new Promise<never>((_resolve, reject) => {
    socket.on('error', reject);
    raw.on('error', reject);
  });
  let cancel = (): void => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.schedule(clock.now() + dialLimitMs, () =>
      reject(new Error(`no answer within ${dialLimitMs / 1000} s`)),
    );
  });
  try {
    await Promise.race([once(socket, readyEvent, { signal }), failed, late]);
  } catch (error) {
    signal.throwIfAborted();
    const { message, code } = error as NodeJS.ErrnoException;
    throw new WschaosError('target.unreachable', `target ${url} is not reachable: ${message || code}`, {
      hint: hintFor(code),
      cause: error,
    });
  } finally {
    cancel();
    raw.destroy();
  }
}

/** A server that is up and not trusted is not helped by being started. */
function hintFor(code: string | undefined): string {
  if (code === 'EPROTO' || code?.startsWith('ERR_SSL_') === true) {
    return 'It answers without TLS, or with another version of it: is it a ws:// target?';
  }
  if (code !== undefined && /CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(code)) {
    return 'Its certificate is not trusted: put its authority into NODE_EXTRA_CA_CERTS, or write target: { url: …, rejectUnauthorized: false }.';
  }
  return 'Start the server first, or name another with --target.';
}
