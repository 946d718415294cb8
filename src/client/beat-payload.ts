/** The payload of a ping: it tells beats of one connection from each other, and from those of an earlier one. */
export function formatBeat(generation: number, beat: number): string {
  return `${generation}.${beat}`;
}

/** The number of the beat that a pong answers; `undefined` when it answers none of this generation (RFC 6455 §5.5.3). */
export function parseBeat(payload: string, generation: number): number | undefined {
  const [ofGeneration, beat] = payload.split('.');
  return ofGeneration === String(generation) && /^\d+$/.test(beat ?? '') ? Number(beat) : undefined;
}
