import { type ComponentChild, h } from 'preact';
import { useState } from 'preact/hooks';
import type { Deeds } from './create-deeds.ts';
import type { LinkState } from './follow-log.ts';
import { formatAge, formatBytes, formatCount } from './format-figure.ts';
import type { Snapshot } from './live-session.ts';
import { readValue } from './read-value.ts';
import { readTheme, setTheme, themes } from './theme.ts';

export interface ViewTopProps {
  readonly names: readonly string[];
  readonly current: string | undefined;
  readonly snapshot: Snapshot | undefined;
  readonly deeds: Deeds;
  readonly onName: (name: string) => void;
  readonly onOpen: (dialog: 'keys' | 'scenario') => void;
}

const links: Readonly<Record<LinkState, string>> = {
  connecting: 'connecting',
  live: 'live',
  lost: 'connection to wschaos lost',
  over: 'this proxy is gone',
};

/** Which proxy it is, whether it listens, and the totals. */
export function ViewTop({ names, current, snapshot, deeds, onName, onOpen }: ViewTopProps): ComponentChild {
  const proxy = snapshot?.proxy;
  return h(
    'header',
    { class: 'head' },
    h(
      'div',
      { class: 'top' },
      h('span', { class: 'brand' }, 'wschaos explore'),
      names.length > 1 &&
        h(
          'select',
          { 'aria-label': 'Proxy', value: current, onChange: (event: Event) => onName(readValue(event)) },
          names.map((name) => h('option', { key: name, value: name }, name)),
        ),
      h(
        'div',
        { class: 'tools' },
        h(ThemeButton, null),
        h('button', { type: 'button', class: 'bare', onClick: () => onOpen('keys') }, 'Keys ', h('kbd', null, '?')),
      ),
    ),
    proxy !== undefined &&
      h(
        'div',
        { class: 'title' },
        h(
          'h1',
          null,
          h('code', null, proxy.url),
          ' ',
          h('span', { class: 'arrow' }, '→ '),
          h('code', null, proxy.target),
        ),
        h(
          'p',
          { class: 'facts' },
          h('span', { class: `link ${snapshot?.link}` }, links[snapshot?.link ?? 'connecting']),
          h('span', null, `up for ${formatAge(proxy.ageMs)}`),
          h('span', null, `${formatCount(proxy.totals.opened)} opened`),
          h('span', null, flowText('to server', proxy.totals.toServer)),
          h('span', null, flowText('to client', proxy.totals.toClient)),
          snapshot?.hasGap && h('span', { class: 'warn' }, 'some frames came too fast to be told'),
        ),
        h(
          'div',
          { class: 'switch' },
          h(
            'button',
            { type: 'button', onClick: () => void deeds.enable(!proxy.enabled) },
            proxy.enabled ? 'Close the port' : 'Open the port again',
          ),
        ),
      ),
  );
}

function flowText(where: string, { frames, bytes }: { readonly frames: number; readonly bytes: number }): string {
  return `${where} ${formatCount(frames)} frames, ${formatBytes(bytes)}`;
}

function ThemeButton(): ComponentChild {
  const [theme, setShown] = useState(readTheme());
  const change = (): void => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
    setTheme(next);
    setShown(next);
    dispatchEvent(new Event('themechange'));
  };
  return h('button', { type: 'button', id: 'theme', class: 'bare', onClick: change }, `Theme: ${theme}`);
}
