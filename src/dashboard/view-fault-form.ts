import { type ComponentChild, h } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { FaultType } from './api-types.ts';
import type { Deeds } from './create-deeds.ts';
import { readFaultForm } from './fault-form.ts';
import { type FaultAim, type FormValues, readFaultValues } from './read-fault-values.ts';
import { readValue } from './read-value.ts';
import { ViewField } from './view-field.ts';

export interface ViewFaultFormProps {
  readonly deeds: Deeds;
  readonly types: readonly FaultType[];
  readonly connection: number | undefined;
}

const directions = [
  ['', 'as the fault has it'],
  ['to-client', 'to the client'],
  ['to-server', 'to the server'],
  ['both', 'both ways'],
] as const;

/** Any fault of the catalogue, with its options. */
export function ViewFaultForm({ deeds, types: all, connection }: ViewFaultFormProps): ComponentChild {
  // No process here is one that was started for a scenario.
  const types = all.filter(({ layer }) => layer !== 'process');
  const [name, setName] = useState('latency');
  const [values, setValues] = useState<FormValues>({});
  const [aim, setAim] = useState<Omit<FaultAim, 'connection'>>({ direction: '', lasts: '' });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const type = types.find((one) => one.type === name) ?? types[0];
  const fields = useMemo(() => (type === undefined ? [] : readFaultForm(type)), [type]);
  const takes = (setting: string): boolean => type?.refuses.includes(setting) !== true;

  const choose = (next: string): void => {
    setName(next);
    setValues({});
    setProblems({});
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (type === undefined) return;
    const read = readFaultValues(type.type, fields, values, {
      direction: takes('direction') ? aim.direction : '',
      lasts: takes('for') ? aim.lasts : '',
      connection: takes('connections') ? connection : undefined,
    });
    setProblems(read.kind === 'problems' ? read.problems : {});
    if (read.kind === 'entry') void deeds.throwIn(read.entry);
  };
  const layers = [...new Set(types.map(({ layer }) => layer))];

  return h(
    'section',
    { class: 'form-section', 'aria-labelledby': 'form-title' },
    h('div', { class: 'section-head' }, h('h2', { id: 'form-title' }, 'Any fault'), h('kbd', { class: 'end' }, 'f')),
    h(
      'form',
      { onSubmit: submit, noValidate: true },
      h('label', { for: 'fault-type' }, 'Type'),
      h(
        'select',
        { id: 'fault-type', value: type?.type, onChange: (event: Event) => choose(readValue(event)) },
        layers.map((layer) =>
          h(
            'optgroup',
            { key: layer, label: layer },
            types
              .filter((one) => one.layer === layer)
              .map((one) => h('option', { key: one.type, value: one.type }, one.type)),
          ),
        ),
      ),
      h('p', { class: 'hint' }, type?.summary),
      fields.map((field) =>
        h(ViewField, {
          ...{ key: `${name} ${field.name}`, field, value: values[field.name] ?? '', problem: problems[field.name] },
          onValue: (value) => setValues((known) => ({ ...known, [field.name]: value })),
        }),
      ),
      takes('direction') && [
        h('label', { for: 'fault-direction' }, 'direction'),
        h(
          'select',
          {
            ...{ id: 'fault-direction', value: aim.direction },
            onChange: (event: Event) => setAim({ ...aim, direction: readValue(event) as FaultAim['direction'] }),
          },
          directions.map(([value, text]) => h('option', { key: value, value }, text)),
        ),
      ],
      takes('for') && [
        h('label', { for: 'fault-lasts' }, 'for'),
        h('input', {
          ...{ id: 'fault-lasts', value: aim.lasts, placeholder: 'until it is lifted', autocomplete: 'off' },
          onInput: (event: Event) => setAim({ ...aim, lasts: readValue(event) }),
        }),
      ],
      h('button', { type: 'submit', class: 'primary' }, 'Throw it in'),
    ),
  );
}
