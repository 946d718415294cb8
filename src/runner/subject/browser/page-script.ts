import { createRandom } from '../../../base/random.ts';

/** What a page gets to know, and whether its randomness is ours. */
export interface PageScriptOptions {
  readonly url: string;
  readonly seed: number;
  readonly iteration: number;
  readonly client: number;
  /** `native`: `Math.random` stays as it is. */
  readonly random: 'seeded' | 'native';
}

/**
 * The generator sfc32, whose state is four numbers. A frame in the page draws numbers of its own: its state also comes from its
 * address.
 */
const seedRandom = (state: readonly number[]): string => `
  let [a, b, c, d] = ${JSON.stringify(state)};
  if (window !== window.top) for (const sign of location.href) a = Math.imul(a ^ sign.codePointAt(0), 0x9e3779b1);
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  Math.random = () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;`;

/** JavaScript that runs in each frame of the page before any script of its own. */
export function writePageScript({ url, seed, iteration, client, random }: PageScriptOptions): string {
  const globals = { WSCHAOS_URL: url, WSCHAOS_SEED: seed, WSCHAOS_ITERATION: iteration, WSCHAOS_CLIENT: client };
  const stream = createRandom(seed, 'page', client);
  const state = Array.from({ length: 4 }, () => Math.floor(stream.next() * 2 ** 32));
  return `{
  Object.assign(globalThis, ${JSON.stringify(globals)});${random === 'native' ? '' : seedRandom(state)}
}`;
}
