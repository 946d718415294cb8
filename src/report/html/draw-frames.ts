import { round } from './chart-frame.ts';
import type { Scale } from './create-scale.ts';
import type { LaneFrame } from './lane-frame.ts';
import { element, type Markup } from './markup.ts';

/** Where the lanes end that frames go between. */
interface Gap {
  readonly client: number;
  readonly server: number;
}

const kinds = ['message', 'ping', 'pong', 'close'] as const;

/** Frames as strokes between the lanes, one path a kind: whole ones arrive, lost ones end half-way. */
export function drawFrames(frames: readonly LaneFrame[], x: Scale, gap: Gap): readonly Markup[] {
  return kinds.flatMap((kind) =>
    [false, true].flatMap((isLost) => {
      const own = frames.filter((frame) => frame.what === kind && frame.isLost === isLost);
      if (own.length === 0) return [];
      const d = own.map((frame) => strokeOf(frame, x, gap)).join('');
      return [element('path', { class: `frame ${kind}${isLost ? ' lost' : ''}`, d })];
    }),
  );
}

function strokeOf({ t, to, isLost }: LaneFrame, x: Scale, { client, server }: Gap): string {
  const at = round(x(t));
  const [from, end] = to === 'server' ? [client, server] : [server, client];
  if (isLost) return `M${at} ${from}V${round((from + end) / 2)}m-3 -3l6 6m0 -6l-6 6`;
  const head = end > from ? -4 : 4;
  return `M${at} ${from}V${end}m-3 ${head}l3 ${-head}l3 ${head}`;
}
