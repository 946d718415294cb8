import type { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import type { FaultSign } from '../base/fault-sign.ts';
import type { Random } from '../base/random.ts';
import type { Direction } from '../wire/frame.ts';
import type { Side } from './action.ts';
import type { ConnectionHooks, FlowHooks, ListenerHooks, ProcessHooks } from './fault-hooks.ts';

/** Where a fault acts; the catalogue and the README are grouped by it. */
export const faultLayers = ['connect', 'tls', 'handshake', 'frames', 'bytes', 'link', 'process'] as const;
export type FaultLayer = (typeof faultLayers)[number];

/** What a type may do to the bytes behind the handshake, seen once it is lifted; the fuzzer holds every type to it. */
export type Delivery =
  /** Nothing: they are late at most, and in order. */
  | 'kept'
  /** Whole frames are missing. */
  | 'thinned'
  /** Whole frames are there that nobody sent; none is missing. */
  | 'added'
  /** Frames stand elsewhere or hold something else. */
  | 'changed'
  /** Nothing comes behind some byte. */
  | 'cut';

/** What an instance of a fault may draw on. */
export interface FaultContext {
  /** This fault's own stream. */
  readonly random: Random;
}

/** Of an instance on one connection. */
export interface ConnectionContext extends FaultContext {
  /** The plan's. */
  readonly direction: Direction | 'both';
  /** When the connection was accepted. */
  readonly acceptedAt: Instant;
}

/** Of an instance on one direction of one connection. */
export interface FlowContext extends FaultContext {
  readonly direction: Direction;
}

/** What an instance is made for, and how. */
interface Instances<Options> {
  /** The port: made once. */
  listener: { create(options: Options, context: FaultContext): ListenerHooks };
  /** Both sides at once: made for each connection that it touches. */
  connection: { create(options: Options, context: ConnectionContext): ConnectionHooks };
  /** Made for each direction of each connection that it touches. */
  flow: { create(options: Options, context: FlowContext): FlowHooks };
  /** A program that wschaos started: made once. */
  process: {
    /** Which one; the scenario must have it. */
    readonly program: Side;
    create(options: Options, context: FaultContext): ProcessHooks;
  };
}

/** What a fault can apply to. */
export type FaultScope = keyof Instances<unknown>;

/** What a scenario may say of a fault beside its options: a key, or one value of a key. Not every type can heed each. */
export type PlanSetting =
  | 'for'
  | 'until'
  | 'count'
  | 'direction'
  | 'direction: to-server'
  | 'connections'
  | 'connections: new'
  | 'connections: existing'
  | 'connections: path'
  | 'connections: header'
  | 'probability';

/** Why, by what is refused: `"refuse" <acts on the port> and takes no "direction"`. */
export type Refusals = Readonly<Partial<Record<PlanSetting, string>>>;

/** What every fault type tells, whatever it applies to. */
interface Description<Options> {
  /** kebab-case, equals the file name. */
  readonly type: string;
  readonly layer: FaultLayer;
  /** `instant` faults happen once and take no `for`, `until` or `count`; `lasting` ones are lifted. */
  readonly lifetime: 'instant' | 'lasting';
  /** Of what the peers send each other; a program that is stopped is no loss of the proxy's. */
  readonly delivery: Delivery;
  /** One line for the README table and `wschaos faults`. */
  readonly summary: string;
  /** What can be seen on the wire, one line. */
  readonly wireFact: string;
  /** Strict; its output is what `explain` and `create` get. */
  readonly options: z.ZodType<Options>;
  /** A `with:` block that is valid and typical, for the catalogue. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The other keys of a scenario that the type cannot do without, as the catalogue shows them. */
  readonly exampleSetting: Readonly<Record<string, unknown>>;
  /** Where `direction` is left out. */
  readonly defaultDirection: Direction | 'both';
  /** False when there is no `direction` to choose. Default: true for a flow's, else false. */
  readonly takesDirection: boolean;
  /** What would do nothing with these options, beside what follows from the other facts here. Default: nothing. */
  refuses(options: Options): Refusals;
  /** True when data frames are changed or read: `permessage-deflate` is then taken out of the handshake. */
  touchesData(options: Options): boolean;
  /** True when `onFrame` wants payloads. */
  needsPayload(options: Options): boolean;
  /** What a client sees while the fault acts in this direction; the detection bound follows from it. Default: `none`. */
  sign(options: Options, direction: Direction | 'both'): FaultSign;
  /** One clause for timelines and logs: `hold chunks for 50 ± 10 ms`. */
  explain(options: Options): string;
}

/** A fault type that applies to one thing. */
export type FaultFor<Scope extends FaultScope, Options = unknown> = Description<Options> & {
  readonly appliesTo: Scope;
} & Instances<Options>[Scope];

/**
 * A fault type: one file in `src/faults`, one entry in the schema, one row in the README. The functions are methods, so
 * that a definition with any options is a `FaultDefinition`; only what `options` parsed may be given to them.
 */
export type FaultDefinition<Options = unknown> = { [Scope in FaultScope]: FaultFor<Scope, Options> }[FaultScope];

type Optional =
  | 'wireFact'
  | 'example'
  | 'exampleSetting'
  | 'defaultDirection'
  | 'takesDirection'
  | 'refuses'
  | 'touchesData'
  | 'needsPayload'
  | 'sign';
type Given<Scope extends FaultScope, Options> = Omit<FaultFor<Scope, Options>, Optional> &
  Partial<Pick<FaultFor<Scope, Options>, Optional>>;

/** Completes a definition with the defaults; the options' type is inferred from the schema. */
export function defineFault<Options>(
  fault: { [Scope in FaultScope]: Given<Scope, Options> }[FaultScope],
): FaultDefinition<Options> {
  return {
    wireFact: fault.summary,
    example: {},
    exampleSetting: {},
    defaultDirection: 'both',
    takesDirection: fault.appliesTo === 'flow',
    refuses: () => ({}),
    touchesData: () => false,
    needsPayload: () => false,
    sign: () => 'none',
    ...fault,
  };
}
