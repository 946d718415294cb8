import { type ComponentChild, h } from 'preact';
import type { Measurement } from './api-types.ts';
import { formatMs } from './format-figure.ts';
import { describeMeasurement } from './measure-words.ts';
import { revealText } from './reveal-text.ts';

export interface ViewMeasurementsProps {
  readonly measurements: readonly Measurement[];
  /** Of the session. */
  readonly now: number;
  /** More than one connection is up. */
  readonly hasSeveral: boolean;
  readonly onSave: () => void;
}

const maxRows = 30;

/** What each fault that was thrown did to the client, the newest first. */
export function ViewMeasurements({ measurements, now, hasSeveral, onSave }: ViewMeasurementsProps): ComponentChild {
  const rows = measurements.slice(-maxRows).toReversed();
  return h(
    'section',
    { class: 'measured-section', 'aria-labelledby': 'measured-title' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'measured-title' }, 'Measured'),
      hasSeveral && h('span', { class: 'quiet' }, 'of all clients together: the first to notice, the first to be back'),
      h(
        'button',
        { type: 'button', class: 'end primary', disabled: rows.length === 0, onClick: onSave },
        'Save as scenario ',
        h('kbd', null, 's'),
      ),
    ),
    rows.length === 0
      ? h(
          'p',
          { class: 'quiet none' },
          'Throw a fault: how long the client takes to notice and to come back is told here.',
        )
      : h(
          'table',
          { class: 'measured' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              h('th', { scope: 'col' }, 'fault'),
              h('th', { scope: 'col', class: 'number' }, 'detection'),
              h('th', { scope: 'col', class: 'number' }, 'recovery'),
              h('th', { scope: 'col' }, 'verdict'),
            ),
          ),
          h(
            'tbody',
            null,
            rows.map((one) => h(MeasurementRow, { key: one.number, one, now })),
          ),
        ),
  );
}

function MeasurementRow({ one, now }: { readonly one: Measurement; readonly now: number }): ComponentChild {
  const words = describeMeasurement(one, now);
  return h(
    'tr',
    { class: one.isFinal ? 'final' : '' },
    h(
      'th',
      { scope: 'row' },
      h('span', { class: 'what' }, revealText(one.explanation)),
      h(
        'span',
        { class: 'quiet second' },
        `#${one.number} ${one.type} · ${formatMs(Math.max(0, now - one.thrownAt))} ago`,
      ),
    ),
    h(
      'td',
      { class: 'number detection' },
      h('span', { class: 'figure' }, words.detection),
      one.cause !== null && h('span', { class: 'quiet second' }, one.cause),
    ),
    h(
      'td',
      { class: 'number recovery' },
      h('span', { class: 'figure' }, words.recovery),
      words.outage !== '' && h('span', { class: 'quiet second' }, words.outage),
    ),
    h(
      'td',
      { class: 'verdict-cell' },
      h('span', { class: `tone ${words.tone}` }, words.verdict),
      one.reason !== undefined && h('span', { class: 'quiet second' }, one.reason),
    ),
  );
}
