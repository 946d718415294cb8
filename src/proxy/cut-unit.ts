import { joinBytes } from '../wire/join-bytes.ts';
import { chunkUnit, completedBy, type DataUnit } from './unit.ts';

/**
 * Cuts what travels together in pieces of the given sizes, each at least 1; what they leave over is one piece more. Every
 * byte stays with its frame, so that a fault behind still sees whole frames. What a unit completes and means goes with its
 * last byte.
 */
export function cutUnit(unit: DataUnit, sizes: readonly number[]): readonly DataUnit[] {
  const atoms = unit.parts ?? [unit];
  const pieces: DataUnit[] = [];
  let next = 0;
  /** What is left of the atom before `next`. */
  let begun: DataUnit | undefined;
  for (const size of [...sizes, Number.POSITIVE_INFINITY]) {
    const taken: DataUnit[] = [];
    for (let left = size; left > 0; ) {
      const atom: DataUnit | undefined = begun ?? atoms[next++];
      if (atom === undefined) break;
      const [first, rest] = cutAtom(atom, left);
      taken.push(first);
      left -= first.bytes.length;
      begun = rest;
    }
    if (taken.length > 0) pieces.push(joinParts(taken));
  }
  return pieces;
}

function cutAtom(unit: DataUnit, at: number): readonly [DataUnit, DataUnit?] {
  const { bytes } = unit;
  if (bytes.length <= at) return [unit];
  return [
    { ...unit, bytes: bytes.subarray(0, at), ends: false, completes: [], boundaryAfter: false, meaning: undefined },
    { ...unit, bytes: bytes.subarray(at), starts: false },
  ];
}

function joinParts(parts: readonly DataUnit[]): DataUnit {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  return chunkUnit(joinBytes(parts.map(({ bytes }) => bytes)), {
    parts,
    completes: parts.flatMap(completedBy),
    boundaryAfter: parts.at(-1)?.boundaryAfter === true,
  });
}
