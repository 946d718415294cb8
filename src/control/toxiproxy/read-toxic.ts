import { parseJson, readFields } from './json-fields.ts';
import { isToxicType, readAttributes } from './plan-toxic.ts';
import { directionOf, type Toxic } from './toxic.ts';
import { badBody, invalidStream, invalidToxicType, toxicExists } from './toxiproxy-error.ts';

/**
 * A toxic to be added, with its defaults, checked in Toxiproxy's order.
 * @throws {ToxiproxyError} 400, 409
 */
export function readNewToxic(body: string, isTaken: (name: string) => boolean): Toxic {
  const fields = readFields(parseJson(body));
  const given = fields.text('name') ?? '';
  const type = fields.text('type') ?? '';
  const stream = fields.text('stream') ?? 'downstream';
  const toxicity = readToxicity(fields.number('toxicity') ?? 1);
  const attributes = fields.object('attributes') ?? {};
  if (directionOf(stream) === undefined) throw invalidStream();
  const name = given === '' ? `${type}_${stream}` : given;
  if (!isToxicType(type)) throw invalidToxicType();
  if (isTaken(name)) throw toxicExists();
  return { attributes: readAttributes(type, attributes), name, type, stream, toxicity };
}

/** The toxic with the attributes and the toxicity that are given; all else stays. @throws {ToxiproxyError} 400 */
export function readToxicUpdate(body: string, toxic: Toxic): Toxic {
  const fields = readFields(parseJson(body));
  const toxicity = readToxicity(fields.number('toxicity') ?? toxic.toxicity);
  const attributes = { ...toxic.attributes, ...lowerCased(toxic, fields.object('attributes') ?? {}) };
  return { ...toxic, attributes: readAttributes(toxic.type, attributes), toxicity };
}

/** Names as the toxic spells them, where it has them. */
function lowerCased(
  { attributes }: Toxic,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const known = Object.hasOwn(attributes, name.toLowerCase()) ? name.toLowerCase() : name;
      return value === null ? [] : [[known, value]];
    }),
  );
}

function readToxicity(given: number): number {
  if (given >= 0 && given <= 1) return given;
  throw badBody(`"toxicity" must be between 0 and 1, not ${given}`);
}
