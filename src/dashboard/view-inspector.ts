import { type ComponentChild, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiClient } from './api-client.ts';
import type { ToldFrame } from './api-types.ts';
import { formatBytes } from './format-figure.ts';
import type { LiveSession } from './live-session.ts';
import { ViewPayload } from './view-payload.ts';

export interface ViewInspectorProps {
  readonly client: ApiClient;
  readonly session: LiveSession;
  readonly connection: number | undefined;
}

const kinds = {
  all: () => true,
  messages: (opcode: string) => !['ping', 'pong', 'close'].includes(opcode),
  heartbeats: (opcode: string) => opcode === 'ping' || opcode === 'pong',
  closes: (opcode: string) => opcode === 'close',
} as const;
type Kind = keyof typeof kinds;

const maxRows = 40;
const refreshMs = 250;

/** The newest frames, and what is in one of them. */
export function ViewInspector({ client, session, connection }: ViewInspectorProps): ComponentChild {
  const [kind, setKind] = useState<Kind>('messages');
  const [rows, setRows] = useState<readonly ToldFrame[]>([]);
  const [chosen, setChosen] = useState<ToldFrame>();

  useEffect(() => {
    // While one is looked at the list stands still.
    if (chosen !== undefined) return undefined;
    const read = (): void => {
      const wanted = session
        .recent()
        .filter((frame) => kinds[kind](frame.opcode) && (connection === undefined || frame.connection === connection));
      const next = wanted.slice(-maxRows).toReversed();
      setRows((known) => (known[0] === next[0] && known.length === next.length ? known : next));
    };
    read();
    const timer = setInterval(read, refreshMs);
    return () => clearInterval(timer);
  }, [session, kind, connection, chosen]);

  return h(
    'section',
    { class: 'inspector-section', 'aria-labelledby': 'messages-title' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'messages-title' }, 'Frames'),
      h(
        'div',
        { class: 'choices small', role: 'group', 'aria-label': 'Which frames' },
        (Object.keys(kinds) as Kind[]).map((one) =>
          h(
            'button',
            {
              key: one,
              type: 'button',
              class: 'choice',
              'aria-pressed': String(one === kind),
              onClick: () => setKind(one),
            },
            one,
          ),
        ),
      ),
      chosen !== undefined &&
        h('button', { type: 'button', class: 'end', onClick: () => setChosen(undefined) }, 'Back to live'),
    ),
    h(
      'div',
      { class: 'inspector' },
      h(
        'ol',
        { id: 'messages', class: 'frames', tabIndex: 0, 'aria-label': 'The newest frames' },
        rows.map((frame) =>
          h(FrameRow, { key: frame.id, frame, isChosen: frame.id === chosen?.id, onChoose: setChosen }),
        ),
      ),
      h(ViewPayload, { client, session, frame: chosen }),
    ),
  );
}

interface RowProps {
  readonly frame: ToldFrame;
  readonly isChosen: boolean;
  readonly onChoose: (frame: ToldFrame) => void;
}

function FrameRow({ frame, isChosen, onChoose }: RowProps): ComponentChild {
  const { t, connection, direction, opcode, length, code } = frame;
  return h(
    'li',
    null,
    h(
      'button',
      { type: 'button', class: 'frame-row', 'aria-pressed': String(isChosen), onClick: () => onChoose(frame) },
      h('span', { class: 'quiet number' }, `${(t / 1_000).toFixed(3)} s`),
      h('span', { class: 'quiet' }, `#${connection}`),
      h('span', { class: 'way' }, direction === 'to-server' ? '→ server' : '← client'),
      h('span', { class: `opcode ${opcode}` }, code === undefined ? opcode : `${opcode} ${code}`),
      h('span', { class: 'number' }, formatBytes(length)),
    ),
  );
}
