/** Who looks at the frames of a proxy's connections; it changes with the faults. */
export interface FrameInterest {
  /** Somebody may start a fault on a frame: bring the frames one by one, so that the next frame already meets it. */
  readonly watchesFrames: () => boolean;
  /** Payloads of messages are looked into, not only those of control frames. */
  readonly inspectsData: () => boolean;
  /** Somebody listens when frames are told. */
  readonly tellsFrames: () => boolean;
}
