import { z } from 'zod';
import { opcodes } from '../wire/frame.ts';
import type { FrameView } from './fault-hooks.ts';
import { heartbeatPresets, isHeartbeat } from './heartbeat-preset.ts';

const classNames = ['any', 'data', 'control'] as const;
const opcodeNames = ['continuation', 'text', 'binary', 'close', 'ping', 'pong'] as const;
const frameName = z.enum([...opcodeNames, ...classNames], {
  error: ({ input }) =>
    `unknown frame ${JSON.stringify(input)}; expected one of ${[...opcodeNames, ...classNames].join(', ')}`,
});

const conditions = z
  .strictObject({
    opcode: z.union([frameName, z.array(frameName).min(1)]).optional(),
    text: z.string().optional().describe('The payload contains this text.'),
    regex: z.string().refine(isRegex, 'not a regular expression').optional().describe('The payload matches.'),
    json: z.record(z.string(), z.unknown()).optional().describe('The payload is JSON and has at least these members.'),
    size: z
      .string()
      .regex(/^(<|<=|>|>=|==)\s*\d+$/, 'expected a comparison of bytes such as ">= 126"')
      .optional(),
    nth: z.int().min(1).optional().describe('Only the nth that matches.'),
    every: z.int().min(1).optional().describe('Only every nth that matches.'),
    heartbeat: z.enum(heartbeatPresets).optional().describe('The heartbeat messages of this protocol.'),
  })
  .refine(({ nth, every }) => nth === undefined || every === undefined, 'give nth or every, not both');

/** Which frames: an opcode name, a list of them, or conditions that must all hold. */
export const frameMatcher = z
  .union([frameName, z.array(frameName).min(1), conditions])
  .transform((given): FrameMatcher => {
    if (typeof given === 'string') return { opcode: [given] };
    if (Array.isArray(given)) return { opcode: given };
    return { ...given, opcode: typeof given.opcode === 'string' ? [given.opcode] : given.opcode };
  });

/** A parsed `frames:` or `match:`. A message's continuations share the fate of its first frame. */
export interface FrameMatcher {
  readonly opcode?: readonly FrameName[] | undefined;
  readonly text?: string | undefined;
  readonly regex?: string | undefined;
  readonly json?: Readonly<Record<string, unknown>> | undefined;
  readonly size?: string | undefined;
  readonly nth?: number | undefined;
  readonly every?: number | undefined;
  readonly heartbeat?: (typeof heartbeatPresets)[number] | undefined;
}

export type FrameName = (typeof opcodeNames)[number] | (typeof classNames)[number];

/** True when the matcher must see payloads. */
export function matcherNeedsPayload({ text, regex, json, heartbeat }: FrameMatcher): boolean {
  return (
    text !== undefined || regex !== undefined || json !== undefined || (heartbeat !== undefined && heartbeat !== 'ws')
  );
}

/** True when the matcher can match frames that carry messages, so that compression must be off. */
export function matcherTouchesData(matcher: FrameMatcher): boolean {
  if (matcher.heartbeat === 'ws') return false;
  const names = matcher.opcode;
  return names === undefined || names.some((name) => !['close', 'ping', 'pong', 'control'].includes(name));
}

/** Makes a predicate that counts (`nth`, `every`) from its making on. */
export function createFrameTest(matcher: FrameMatcher): (frame: FrameView) => boolean {
  const regex = matcher.regex === undefined ? undefined : new RegExp(matcher.regex);
  const decoder = new TextDecoder();
  let matched = 0;
  let inherited = false;
  const isWanted = (frame: FrameView): boolean => {
    if (!matchesConditions(matcher, regex, frame, decoder)) return false;
    matched++;
    if (matcher.nth !== undefined) return matched === matcher.nth;
    return matcher.every === undefined || matched % matcher.every === 0;
  };
  return (frame) => {
    const explicit = matcher.opcode?.includes('continuation') === true && frame.header.opcode === opcodes.continuation;
    if (!frame.startsMessage && !explicit) return inherited;
    const wanted = isWanted(frame);
    if (frame.startsMessage && !isControlFrame(frame)) inherited = wanted;
    return wanted;
  };
}

function matchesConditions(
  matcher: FrameMatcher,
  regex: RegExp | undefined,
  frame: FrameView,
  decoder: InstanceType<typeof TextDecoder>,
): boolean {
  if (matcher.opcode !== undefined && !matcher.opcode.some((name) => hasName(frame, name))) return false;
  if (matcher.size !== undefined && !compareSize(matcher.size, frame.header.payloadLength)) return false;
  if (matcher.heartbeat !== undefined && !isHeartbeat(matcher.heartbeat, frame)) return false;
  if (matcher.text === undefined && regex === undefined && matcher.json === undefined) return true;
  if (frame.payload === undefined) return false;
  const text = decoder.decode(frame.payload);
  if (matcher.text !== undefined && !text.includes(matcher.text)) return false;
  if (regex !== undefined && !regex.test(text)) return false;
  return matcher.json === undefined || containsJson(text, matcher.json);
}

function hasName(frame: FrameView, name: FrameName): boolean {
  switch (name) {
    case 'any':
      return true;
    case 'data':
      return !isControlFrame(frame);
    case 'control':
      return isControlFrame(frame);
    case 'continuation':
      return frame.header.opcode === opcodes.continuation;
    default:
      return frame.messageOpcode === opcodes[name];
  }
}

function isControlFrame(frame: FrameView): boolean {
  return frame.header.opcode >= 0x8;
}

function compareSize(condition: string, size: number): boolean {
  const match = /^(<=|>=|==|<|>)\s*(\d+)$/.exec(condition);
  const bound = Number(match?.[2]);
  switch (match?.[1]) {
    case '<':
      return size < bound;
    case '<=':
      return size <= bound;
    case '>':
      return size > bound;
    case '>=':
      return size >= bound;
    default:
      return size === bound;
  }
}

function containsJson(text: string, wanted: Readonly<Record<string, unknown>>): boolean {
  try {
    return contains(JSON.parse(text), wanted);
  } catch {
    return false;
  }
}

function contains(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return actual === wanted;
  if (typeof actual !== 'object' || actual === null) return false;
  const members = actual as Record<string, unknown>;
  return Object.entries(wanted).every(([name, value]) => contains(members[name], value));
}

function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
