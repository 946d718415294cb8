/** What a fault may do to the bytes behind the handshake, in the end, when it is lifted. */
export type Effect =
  /** Nothing: they are late at most, and in order. */
  | 'kept'
  /** Whole frames are missing. */
  | 'thinned'
  /** Whole frames are there that nobody sent; none is missing. */
  | 'added'
  /** Frames stand elsewhere or hold something else. */
  | 'changed'
  /** Nothing comes behind some byte. */
  | 'cut';

/** Of every fault type; the fuzzer refuses to run when one is missing. */
export const effects: Readonly<Record<string, Effect>> = {
  refuse: 'kept',
  'accept-reset': 'cut',
  'accept-close': 'cut',
  'accept-hang': 'cut',
  'slow-accept': 'kept',
  limit: 'cut',
  tls: 'kept',
  reject: 'cut',
  'stall-upgrade': 'cut',
  'trickle-upgrade': 'kept',
  'bad-upgrade': 'cut',
  flap: 'cut',
  'silent-open': 'thinned',
  drop: 'thinned',
  delay: 'kept',
  duplicate: 'added',
  reorder: 'changed',
  corrupt: 'changed',
  replace: 'changed',
  inject: 'added',
  close: 'cut',
  'ignore-close': 'thinned',
  latency: 'kept',
  bandwidth: 'kept',
  slice: 'kept',
  pause: 'kept',
  'partial-frame': 'cut',
  'limit-bytes': 'cut',
  'stop-reading': 'kept',
  reset: 'cut',
  disconnect: 'cut',
  blackhole: 'thinned',
  'idle-timeout': 'cut',
  'max-age': 'cut',
  server: 'kept',
  client: 'kept',
};
