/** What stands in the matrix as one column: a bundled scenario of the suite `ci`. */
export interface Failure {
  /** Of the bundled scenario. */
  readonly name: string;
  /**
   * How much time it gets. `loss`: the client learns of it at once. `slow`: a deadline of the client's own is part of the way
   * back. `silence`: only a heartbeat tells. `pongs`: only an unanswered ping of the client's tells. `benign`: nothing is lost.
   */
  readonly kind: 'loss' | 'slow' | 'silence' | 'pongs' | 'benign';
}

/** The columns of the gallery. */
export const failures: readonly Failure[] = [
  { name: 'reset', kind: 'loss' },
  { name: 'disconnect', kind: 'loss' },
  { name: 'half-open', kind: 'silence' },
  { name: 'partial-frame-stall', kind: 'silence' },
  { name: 'drop-pongs', kind: 'pongs' },
  { name: 'refuse', kind: 'loss' },
  { name: 'handshake-503', kind: 'loss' },
  { name: 'handshake-401', kind: 'loss' },
  { name: 'upgrade-hang', kind: 'slow' },
  { name: 'flap-after-101', kind: 'loss' },
  { name: 'close-1000', kind: 'loss' },
  { name: 'close-1001', kind: 'loss' },
  { name: 'close-1012', kind: 'loss' },
  { name: 'close-no-fin', kind: 'slow' },
  { name: 'pause-benign', kind: 'benign' },
  { name: 'trickle-benign', kind: 'benign' },
];
