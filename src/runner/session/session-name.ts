import { WschaosError } from '../../base/error.ts';

const pattern = /^\w[\w.:@-]{0,127}$/;

/**
 * The name of a proxy: it stands in URLs and at the beginning of lines.
 * @throws {WschaosError} `proxy.invalid-name`
 */
export function readSessionName(name: string): string {
  if (pattern.test(name)) return name;
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}…` : name);
  throw new WschaosError('proxy.invalid-name', `${shown} is no name for a proxy`, {
    hint: 'Letters, digits and _ . : @ - make one, at most 128; it begins with a letter, a digit or _.',
  });
}
