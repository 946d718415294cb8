import { type ComponentChild, h } from 'preact';
import type { LiveFault } from './api-types.ts';
import type { Deeds } from './create-deeds.ts';
import { faultButtons } from './fault-buttons.ts';
import { formatAge, formatMs } from './format-figure.ts';
import type { Snapshot } from './live-session.ts';
import { revealText } from './reveal-text.ts';

export interface ViewFaultsProps {
  readonly deeds: Deeds;
  readonly snapshot: Snapshot;
  readonly connection: number | undefined;
}

/** The common faults by one press, and those that are there. */
export function ViewFaults({ deeds, snapshot, connection }: ViewFaultsProps): ComponentChild {
  const { faults, proxy } = snapshot;
  return h(
    'section',
    { class: 'faults-section', 'aria-labelledby': 'faults-title' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'faults-title' }, 'Faults'),
      h('span', { class: 'quiet' }, connection === undefined ? 'hit all connections' : `hit connection ${connection}`),
    ),
    h(
      'div',
      { class: 'fault-buttons' },
      faultButtons.map((button) => {
        const isOn = faults.some(({ id }) => id === button.entry.id);
        return h(
          'button',
          {
            ...{ key: button.key, type: 'button', class: 'fault-button', onClick: () => void deeds.press(button) },
            ...(button.isToggle ? { 'aria-pressed': String(isOn) } : {}),
          },
          h('span', null, button.label),
          h('kbd', null, button.key),
        );
      }),
      h(
        'button',
        { type: 'button', class: 'fault-button', disabled: faults.length === 0, onClick: () => void deeds.clear() },
        h('span', null, 'Lift all'),
        h('kbd', null, 'c'),
      ),
    ),
    h(
      'ul',
      { class: 'live-faults', 'aria-label': 'Faults that are there' },
      faults.map((fault) => h(FaultRow, { key: fault.id, fault, now: proxy?.ageMs ?? 0, deeds })),
    ),
  );
}

function FaultRow({
  fault,
  now,
  deeds,
}: {
  readonly fault: LiveFault;
  readonly now: number;
  readonly deeds: Deeds;
}): ComponentChild {
  const { id, explanation, connections } = fault;
  return h(
    'li',
    null,
    h(
      'div',
      null,
      h('span', { class: 'what' }, revealText(explanation)),
      h('span', { class: 'quiet' }, `${timeText(fault, now)}${reachText(connections)}`),
    ),
    h('button', { type: 'button', 'aria-label': `Lift ${id}`, onClick: () => void deeds.lift(id) }, 'Lift'),
  );
}

/** A fault of the port has no connection to act on. */
function reachText(connections: number): string {
  if (connections === 0) return '';
  return connections === 1 ? ' · on 1 connection' : ` · on ${connections} connections`;
}

function timeText({ state, remainingMs, startedAt }: LiveFault, now: number): string {
  if (state === 'waiting') return 'waiting';
  if (remainingMs !== null) return `${formatMs(remainingMs)} left`;
  return startedAt === null ? 'until it is lifted' : `for ${formatAge(now - startedAt)}`;
}
