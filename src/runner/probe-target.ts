import { once } from 'node:events';
import { isIPv6 } from 'node:net';
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

/**
 * Makes sure that nobody listens where a program is about to: it would be measured in the program's place. Whether it speaks
 * TLS does not matter.
 * @throws {WschaosError} `target.occupied`, `target.invalid`; what the signal was aborted with
 */
export async function checkUnoccupied(
  url: string,
  options: Pick<ForeignTargetOptions, 'clock' | 'signal'>,
): Promise<void> {
  const { host, port } = parseTarget(url);
  const address = `tcp://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const isFree = await probeTarget(address, false, options).then(
    () => false,
    () => true,
  );
  options.signal.throwIfAborted();
  if (isFree) return;
  throw new WschaosError(
    'target.occupied',
    `something else already listens at ${url}; the target command was not started`,
    {
      hint: 'Stop it, or give the target command another port. To test what listens there, write target: { url: … } without a command.',
    },
  );
}

/** A server that is up and not trusted is not helped by being started. */
function hintFor(code: string | undefined): string {
  if (code === 'EPROTO' || code?.startsWith('ERR_SSL_') === true) {
    return 'It answers without TLS, or with another version of it: is it a ws:// target?';
  }
  if (code !== undefined && /CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(code)) {
    return 'Its certificate is not trusted: put its authority into NODE_EXTRA_CA_CERTS, add --insecure, or write target: { url: …, rejectUnauthorized: false }.';
  }
  return 'Start the server first, or name another with --target.';
}
