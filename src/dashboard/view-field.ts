import { type ComponentChild, Fragment, h } from 'preact';
import type { FormField } from './fault-form.ts';
import { readValue } from './read-value.ts';

export interface ViewFieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onValue: (value: string) => void;
}

/** One option of a fault, with its label, what it means, and what is wrong with what was filled in. */
export function ViewField({ field, value, problem, onValue }: ViewFieldProps): ComponentChild {
  const { name, isRequired, hint } = field;
  const id = `option-${name}`;
  const noteId = `${id}-note`;
  const hasNote = problem !== undefined || hint !== '';
  return h(
    Fragment,
    null,
    h('label', { for: id }, name, isRequired && h('span', { class: 'needed', 'aria-hidden': 'true' }, ' *')),
    h(Control, {
      ...{ field, value, onValue },
      attributes: {
        ...{ id, 'aria-required': isRequired, 'aria-invalid': problem !== undefined },
        ...(hasNote ? { 'aria-describedby': noteId } : {}),
      },
    }),
    hasNote && h('p', { id: noteId, class: problem === undefined ? 'hint' : 'hint bad' }, problem ?? hint),
  );
}

interface ControlProps extends Pick<ViewFieldProps, 'field' | 'value' | 'onValue'> {
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

function Control({ field, value, onValue, attributes }: ControlProps): ComponentChild {
  const { kind, choices, standard, isRequired } = field;
  if (kind === 'choices') return h(Choices, { field, value, onValue, attributes });
  if (kind === 'choice' || kind === 'switch') {
    const words = kind === 'switch' ? ['true', 'false'] : choices;
    const none = isRequired ? 'choose one' : standard === '' ? 'not set' : `${standard}, the default`;
    return h(
      'select',
      { ...attributes, value, onChange: (event: Event) => onValue(readValue(event)) },
      h('option', { value: '' }, none),
      words.map((word) => h('option', { key: word, value: word }, word)),
    );
  }
  const placeholder = standard === '' ? (kind === 'json' ? 'JSON' : '') : standard;
  return h('input', {
    ...{ ...attributes, value, placeholder, autocomplete: 'off', spellcheck: false },
    ...(kind === 'number' ? { inputMode: 'numeric' as const } : {}),
    onInput: (event: Event) => onValue(readValue(event)),
  });
}

/** Several words of a list. */
function Choices({ field, value, onValue, attributes }: ControlProps): ComponentChild {
  const chosen = value === '' ? [] : value.split(',');
  const toggle = (word: string): void => {
    const next = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word];
    onValue(field.choices.filter((one) => next.includes(one)).join(','));
  };
  return h(
    'div',
    { id: String(attributes.id), class: 'word-choices', role: 'group', 'aria-label': field.name },
    field.choices.map((word) =>
      h(
        'button',
        {
          ...{ key: word, type: 'button', class: 'choice', 'aria-pressed': String(chosen.includes(word)) },
          onClick: () => toggle(word),
        },
        word,
      ),
    ),
  );
}
