import { faults } from '../../faults/index.ts';
import type { FaultEntry } from '../../runner/parse-fault-entries.ts';
import { readFields } from './json-fields.ts';
import { directionOf, type Toxic } from './toxic.ts';
import { type Attributes, toxicTypes } from './toxic-types.ts';
import { badBody, invalidStream, invalidToxicType } from './toxiproxy-error.ts';

/** What is to be done for a toxic. */
export interface ToxicPlan {
  readonly entries: readonly FaultEntry[];
  /** What happens to the connections that met it when it is removed. */
  readonly farewell?: FaultEntry;
  /** It is over as soon as it has begun: connections that come later meet nothing. */
  readonly isInstant: boolean;
}

/** Whether there is such a type: Toxiproxy's, or one of our fault types. */
export function isToxicType(type: string): boolean {
  return Object.hasOwn(toxicTypes, type) || faults.some((fault) => fault.type === type);
}

/**
 * The attributes of a type as they are told: all that it has, 0 where nothing was given.
 * @throws {ToxiproxyError} 400
 */
export function readAttributes(
  type: string,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(toxicTypes, type)) return given;
  const fields = readFields(given);
  const names = toxicTypes[type]?.attributes ?? [];
  return Object.fromEntries(names.map((name) => [name, fields.integer(name) ?? 0]));
}

/** `seesFrames`: the proxy knows the protocol that it relays. @throws {ToxiproxyError} 400 */
export function planToxic({ type, stream, attributes, toxicity }: Toxic, seesFrames: boolean): ToxicPlan {
  const direction = directionOf(stream);
  if (direction === undefined) throw invalidStream();
  const known = Object.hasOwn(toxicTypes, type) ? toxicTypes[type] : undefined;
  if (known !== undefined) {
    const { farewell } = known;
    const entries = known.toEntries(attributes as Attributes, direction);
    return { entries, isInstant: false, ...(farewell === undefined ? {} : { farewell }) };
  }
  const definition = faults.find((fault) => fault.type === type);
  if (definition === undefined) throw invalidToxicType();
  const { appliesTo, takesDirection, lifetime, layer } = definition;
  if (!seesFrames && (layer === 'frames' || layer === 'handshake')) {
    throw badBody(`"${type}" needs a WebSocket, and this proxy relays bytes: write its "upstream" as ws://HOST:PORT`);
  }
  if (toxicity < 1 && (appliesTo === 'listener' || appliesTo === 'process')) {
    throw badBody(`"${type}" does not act on single connections: its "toxicity" must be 1`);
  }
  const entry = { fault: type, with: attributes, ...(takesDirection ? { direction } : {}) };
  return { entries: [entry], isInstant: lifetime === 'instant' };
}
