import { getSystemErrorMap } from 'node:util';

/** `no space left on device`: what the system says, without the name of the call; else the message of the error. */
export function systemErrorText(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known?.[1] ?? message ?? String(error);
}
