import { type ComponentChild, h } from 'preact';
import type { Connection } from './api-types.ts';
import type { Deeds } from './create-deeds.ts';
import { formatAge, formatBytes, formatCount } from './format-figure.ts';
import { revealText } from './reveal-text.ts';

export interface ViewConnectionsProps {
  readonly connections: readonly Connection[];
  readonly chosen: number | undefined;
  readonly onChoose: (connection: number | undefined) => void;
  readonly deeds: Deeds;
}

/** Rows that are there at once: a table of thousands would be the page's slowest part. */
const maxRows = 50;

const words: Readonly<Record<Connection['state'], string>> = {
  handshake: 'handshake',
  open: 'open',
  http: 'plain HTTP',
  rejected: 'rejected',
  closed: 'closing',
};

/** The connections that are up: one of them, or all, are shown and hit. */
export function ViewConnections({ connections, chosen, onChoose, deeds }: ViewConnectionsProps): ComponentChild {
  const rows = connections.slice(0, maxRows);
  return h(
    'section',
    { class: 'connections-section', 'aria-labelledby': 'connections-title' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'connections-title' }, 'Connections'),
      h('span', { class: 'quiet' }, `${formatCount(connections.length)} up`),
      h(
        'button',
        {
          type: 'button',
          class: 'end choice',
          'aria-pressed': String(chosen === undefined),
          onClick: () => onChoose(undefined),
        },
        'All ',
        h('kbd', null, '0'),
      ),
    ),
    rows.length === 0
      ? h('p', { class: 'quiet none' }, 'None is up. Let your client dial the address above.')
      : h(
          'div',
          { class: 'many', tabIndex: 0, role: 'region', 'aria-labelledby': 'connections-title' },
          h(
            'table',
            { class: 'connections' },
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                h('th', { scope: 'col' }, 'id'),
                h('th', { scope: 'col' }, 'state'),
                h('th', { scope: 'col', class: 'number' }, 'age'),
                h('th', { scope: 'col', class: 'number' }, 'to server'),
                h('th', { scope: 'col', class: 'number' }, 'to client'),
                h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'reset')),
              ),
            ),
            h(
              'tbody',
              null,
              rows.map((one) => h(ConnectionRow, { key: one.id, one, isChosen: one.id === chosen, onChoose, deeds })),
            ),
          ),
        ),
    connections.length > maxRows && h('p', { class: 'quiet' }, `and ${formatCount(connections.length - maxRows)} more`),
  );
}

interface RowProps extends Pick<ViewConnectionsProps, 'onChoose' | 'deeds'> {
  readonly one: Connection;
  readonly isChosen: boolean;
}

function ConnectionRow({ one, isChosen, onChoose, deeds }: RowProps): ComponentChild {
  const { id, state, path, ageMs, toServer, toClient, remotePort } = one;
  return h(
    'tr',
    { class: isChosen ? 'chosen' : '' },
    h(
      'th',
      { scope: 'row' },
      h(
        'button',
        {
          ...{ type: 'button', class: 'choice', 'aria-pressed': String(isChosen), title: `from port ${remotePort}` },
          ...{ 'aria-label': `Show and hit connection ${id}`, onClick: () => onChoose(isChosen ? undefined : id) },
        },
        `#${id}`,
      ),
    ),
    h(
      'td',
      null,
      h('span', { class: `state ${state}` }, words[state]),
      path !== undefined && h('code', { class: 'quiet path' }, revealText(path)),
    ),
    h('td', { class: 'number' }, formatAge(ageMs)),
    ...[toServer, toClient].map((flow) =>
      h(
        'td',
        { class: 'number' },
        formatCount(flow.frames),
        h('span', { class: 'quiet second' }, formatBytes(flow.bytes)),
      ),
    ),
    h(
      'td',
      { class: 'number' },
      h(
        'button',
        { type: 'button', class: 'bare', 'aria-label': `Reset connection ${id}`, onClick: () => void deeds.reset(id) },
        'Reset',
      ),
    ),
  );
}
