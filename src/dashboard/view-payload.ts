import { type ComponentChild, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ApiClient, ApiProblem } from './api-client.ts';
import type { ToldFrame } from './api-types.ts';
import { formatBytes, formatCount } from './format-figure.ts';
import type { LiveSession } from './live-session.ts';
import { showPayload } from './show-payload.ts';

export interface ViewPayloadProps {
  readonly client: ApiClient;
  readonly session: LiveSession;
  readonly frame: ToldFrame | undefined;
}

type Asked =
  | { readonly kind: 'asking' }
  | { readonly kind: 'told'; readonly frame: ToldFrame }
  | { readonly kind: 'none'; readonly why: string };

/** What is in a frame, asked for when it is looked at. Nothing of it is ever more than text. */
export function ViewPayload({ client, session, frame }: ViewPayloadProps): ComponentChild {
  const [asked, setAsked] = useState<Asked>({ kind: 'asking' });
  const [as, setAs] = useState<'text' | 'hex'>('text');
  const id = frame?.id;

  useEffect(() => {
    if (id === undefined) return undefined;
    let isWanted = true;
    setAsked({ kind: 'asking' });
    ask(client, session, id).then((next) => {
      if (isWanted) setAsked(next);
    });
    return () => {
      isWanted = false;
    };
  }, [client, session, id]);

  if (frame === undefined) return h('div', { class: 'payload empty quiet' }, 'Choose a frame to see what is in it.');
  const payload = asked.kind === 'told' ? asked.frame.payload : undefined;
  const shown = payload === undefined ? undefined : showPayload(payload, as);
  return h(
    'div',
    { class: 'payload' },
    h(
      'div',
      { class: 'section-head' },
      h('h3', null, describe(frame)),
      h(
        'div',
        { class: 'choices small end', role: 'group', 'aria-label': 'Show as' },
        (['text', 'hex'] as const).map((one) =>
          h(
            'button',
            {
              ...{ key: one, type: 'button', class: 'choice', onClick: () => setAs(one) },
              'aria-pressed': String((shown?.as ?? as) === one),
            },
            one,
          ),
        ),
      ),
    ),
    shown === undefined
      ? h('p', { class: 'quiet' }, asked.kind === 'none' ? asked.why : '…')
      : h('pre', { tabIndex: 0, 'aria-label': 'Payload', dir: 'ltr' }, shown.lines.join('\n')),
    payload?.cut &&
      h('p', { class: 'quiet' }, `The beginning of ${formatBytes(frame.length)}; the tool keeps no more.`),
  );
}

function describe({ opcode, direction, connection, length, fin, rsv, masked, code }: ToldFrame): string {
  const parts = [
    `${opcode}${code === undefined ? '' : ` ${code}`} to the ${direction === 'to-server' ? 'server' : 'client'}`,
    `connection ${connection}`,
    `${formatCount(length)} bytes`,
    ...(fin ? [] : ['not the last of its message']),
    ...(masked ? ['masked'] : []),
    ...(rsv === undefined ? [] : [rsv.map((bit) => `RSV${bit}`).join(' ')]),
  ];
  return parts.join(' · ');
}

async function ask(client: ApiClient, session: LiveSession, id: number): Promise<Asked> {
  try {
    const path = `${session.path}/frames?payloads=true&limit=1&since=${id - 1}`;
    const { entries } = await client.get<{ readonly entries: readonly ToldFrame[] }>(path);
    const [frame] = entries;
    if (frame?.id !== id) return { kind: 'none', why: 'The tool does not keep this frame any more.' };
    if (frame.payload !== undefined) return { kind: 'told', frame };
    if (frame.length === 0) return { kind: 'none', why: 'It is empty.' };
    const isKept = session.snapshot.proxy?.payloads === true;
    return {
      kind: 'none',
      why: isKept ? 'The tool did not keep its payload.' : 'Payloads are not kept on this proxy.',
    };
  } catch (error) {
    return { kind: 'none', why: error instanceof ApiProblem ? error.message : 'The tool does not answer.' };
  }
}
