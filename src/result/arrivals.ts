/** How a fleet came back, counted in buckets of equal width; the first begins at `injected`. */
export interface Arrivals {
  /** How many clients lost their link. */
  readonly lost: number;
  readonly bucketMs: number;
  /** Attempts of all clients in each bucket, to the end of the iteration; `null` where refused dials could not be seen. */
  readonly attempts: readonly number[] | null;
  /** How many of those that lost their link became ready in each bucket. */
  readonly back: readonly number[];
}
