/** A frame as the swim-lane draws it. */
export interface LaneFrame {
  /** Milliseconds after `injected`. */
  readonly t: number;
  readonly to: 'client' | 'server';
  readonly what: 'ping' | 'pong' | 'close' | 'message';
  /** It did not reach the other side. */
  readonly isLost: boolean;
}
