import type { LaneFrame } from './lane-frame.ts';

/** More of an iteration are a smear, and of all of a run too much for a page. */
const mostFrames = 240;

/** What is read of a line of a trace. */
interface TraceLine {
  readonly kind?: unknown;
  readonly t?: unknown;
  readonly direction?: unknown;
  readonly opcode?: unknown;
  readonly delivered?: unknown;
  readonly client?: unknown;
}

/**
 * The frames of a trace (`wschaos/trace@1`, JSON lines) as the swim-lane draws them: of one client, the first so many.
 * Nothing of a fleet, whose frames nobody could tell apart, nor of a text that is no trace.
 */
export function readFrames(text: string): readonly LaneFrame[] | undefined {
  const lines = text.split('\n').flatMap((line) => parseLine(line) ?? []);
  const frames = lines.filter(({ kind }) => kind === 'frame');
  const clients = new Set(frames.map(({ client }) => client));
  if (frames.length === 0 || clients.size > 1) return undefined;
  return frames
    .flatMap((line) => toLaneFrame(line) ?? [])
    .toSorted((a, b) => a.t - b.t)
    .slice(0, mostFrames);
}

function parseLine(line: string): TraceLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function toLaneFrame({ t, direction, opcode, delivered }: TraceLine): LaneFrame | undefined {
  if (typeof t !== 'number') return undefined;
  const what = opcode === 'ping' || opcode === 'pong' || opcode === 'close' ? opcode : 'message';
  return { t, to: direction === 'to-client' ? 'client' : 'server', what, isLost: delivered === null };
}
