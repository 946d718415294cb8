import type { FaultEntry } from '../../runner/parse-fault-entries.ts';
import type { Direction } from '../../wire/frame.ts';
import { badBody } from './toxiproxy-error.ts';

/** Attributes by name: whole numbers, 0 where nothing was given. */
export type Attributes<Name extends string = string> = Readonly<Record<Name, number>>;

/** One of Toxiproxy's toxic types: what it takes, and which of our faults do that. */
export interface ToxicType {
  readonly attributes: readonly string[];
  /** Acting together; each on the whole life of a connection. @throws {ToxiproxyError} 400 */
  toEntries(attributes: Attributes, direction: Direction): readonly FaultEntry[];
  /** What happens to the connections that met it when it is removed. */
  readonly farewell?: FaultEntry;
}

function define<Name extends string>(
  attributes: readonly Name[],
  toEntries: (attributes: Attributes<Name>, direction: Direction) => readonly FaultEntry[],
  farewell?: FaultEntry,
): ToxicType {
  return { attributes, toEntries, ...(farewell === undefined ? {} : { farewell }) };
}

/** The types of Toxiproxy 2. Times are in milliseconds, but the slicer's `delay`, which is in microseconds. */
export const toxicTypes: Readonly<Record<string, ToxicType>> = {
  latency: define(['latency', 'jitter'], ({ latency, jitter }, direction) => [
    { fault: 'latency', with: { delay: `${latency}ms`, jitter: `${jitter}ms` }, direction },
  ]),

  // 1 KB are 1,000 bytes there: `rate` bytes a millisecond.
  bandwidth: define(['rate'], ({ rate }, direction) =>
    rate === 0
      ? [{ fault: 'pause', direction }]
      : [{ fault: 'bandwidth', with: { rate: `${whole('rate', rate * 1_000)}B/s` }, direction }],
  ),

  slow_close: define(['delay'], ({ delay }, direction) => [
    { fault: 'latency', with: { delay: `${delay}ms`, holds: 'end' }, direction },
  ]),

  // Bytes are missing then, so a connection that met it has no future when it is removed.
  timeout: define(
    ['timeout'],
    ({ timeout }, direction) => [
      { fault: 'blackhole', direction },
      ...(timeout === 0 ? [] : [endAfter(timeout, 'fin')]),
    ],
    { fault: 'disconnect' },
  ),

  reset_peer: define(['timeout'], ({ timeout }) => [endAfter(timeout, 'reset')]),

  slicer: define(['average_size', 'size_variation', 'delay'], (attributes, direction) => {
    const { average_size: size, size_variation: variation, delay } = attributes;
    if (size === 0) throw badBody('"average_size" must be at least 1');
    if (variation > 0 && variation >= size) throw badBody('"size_variation" must be less than "average_size"');
    // Pieces that are written in one turn of the event loop would travel in one segment.
    const microseconds = Math.max(1_000, delay);
    const options = { size: `${size}B`, variation: `${variation}B`, delay: `${microseconds}us` };
    return [{ fault: 'slice', with: options, direction }];
  }),

  limit_data: define(['bytes'], ({ bytes }, direction) => [
    { fault: 'limit-bytes', with: { bytes: `${bytes}B`, then: 'fin' }, direction },
  ]),
};

function endAfter(ms: number, how: 'fin' | 'reset'): FaultEntry {
  return { fault: 'max-age', with: { after: `${ms}ms`, from: 'fault', how } };
}

/** Beyond it a number is no longer written digit by digit. */
function whole(name: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw badBody(`"${name}" is too large`);
}
