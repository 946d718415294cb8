import type { ClientOutput, Observation } from './observation.ts';
import { redactText } from './redact.ts';

/** What was observed, and what the clients printed, without what may be secret: before anything of it is cut or told on. */
export function redactObservations(
  observations: readonly Observation[],
  outputs: readonly ClientOutput[],
): { readonly observations: readonly Observation[]; readonly outputs: readonly ClientOutput[] } {
  const clean = rememberTexts();
  return {
    observations: observations.map((one) => redactObservation(one, clean)),
    outputs: outputs.map(({ client, lines }) => ({ client, lines: lines.map(clean) })),
  };
}

/** Clients tell the same again and again. */
function rememberTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const clean = known.get(text) ?? redactText(text);
    known.set(text, clean);
    return clean;
  };
}

function redactObservation(observation: Observation, clean: (text: string) => string): Observation {
  if (observation.source === 'client') {
    const { cause, err } = observation;
    if (cause === undefined && err === undefined) return observation;
    return {
      ...observation,
      ...(cause === undefined ? {} : { cause: clean(cause) }),
      ...(err === undefined ? {} : { err: clean(err) }),
    };
  }
  if (observation.kind === 'exit') return { ...observation, lastLines: observation.lastLines.map(clean) };
  if (observation.kind !== 'finished' || observation.why === undefined) return observation;
  return { ...observation, why: clean(observation.why) };
}
