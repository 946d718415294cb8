import { type ComponentChild, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type ApiClient, ApiProblem } from './api-client.ts';
import type { Measurement } from './api-types.ts';
import type { LiveSession } from './live-session.ts';
import { readValue } from './read-value.ts';
import { revealText } from './reveal-text.ts';
import { ViewDialog } from './view-dialog.ts';

export interface ViewScenarioProps {
  readonly client: ApiClient;
  readonly session: LiveSession;
  readonly measurements: readonly Measurement[];
  readonly onClose: () => void;
}

const fileName = 'explored.yaml';

/** What was done last, as a scenario file to take away. */
export function ViewScenario({ client, session, measurements, onClose }: ViewScenarioProps): ComponentChild {
  const [number, setNumber] = useState('');
  const [subject, setSubject] = useState('reference');
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [note, setNote] = useState('');

  useEffect(() => {
    let isWanted = true;
    const query = new URLSearchParams({ client: subject, ...(number === '' ? {} : { measurement: number }) });
    const show = (given: string | undefined, trouble: string | undefined): void => {
      if (!isWanted) return;
      setText(given);
      setProblem(trouble);
    };
    client.text(`${session.path}/scenario?${query}`).then(
      (given) => show(given, undefined),
      (error) => show(undefined, error instanceof ApiProblem ? error.message : 'The tool does not answer.'),
    );
    return () => {
      isWanted = false;
    };
  }, [client, session, number, subject]);

  const copy = (): void => {
    navigator.clipboard.writeText(text ?? '').then(
      () => setNote('Copied.'),
      () => setNote('The browser did not allow it: mark the text and copy it.'),
    );
  };
  const download = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text ?? ''], { type: 'application/yaml' }));
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(link.href);
    setNote(`Run it: wschaos run ${fileName}`);
  };

  return h(
    ViewDialog,
    { title: 'Save as scenario', onClose },
    h(
      'div',
      { class: 'choices-line' },
      h('label', { for: 'scenario-fault' }, 'What was done with'),
      h(
        'select',
        { id: 'scenario-fault', value: number, onChange: (event: Event) => setNumber(readValue(event)) },
        h('option', { value: '' }, 'the newest fault'),
        measurements
          .toReversed()
          .map((one) =>
            h('option', { key: one.number, value: one.number }, `#${one.number} ${revealText(one.explanation)}`),
          ),
      ),
      h('label', { for: 'scenario-client' }, 'Client'),
      h(
        'select',
        { id: 'scenario-client', value: subject, onChange: (event: Event) => setSubject(readValue(event)) },
        h('option', { value: 'reference' }, 'the reference client'),
        h('option', { value: 'external' }, 'my own, that dials by itself'),
      ),
    ),
    problem === undefined
      ? h('pre', { class: 'yaml', tabIndex: 0, 'aria-label': 'The scenario' }, text ?? '…')
      : h('p', { class: 'bad', role: 'alert' }, problem),
    h(
      'div',
      { class: 'deeds' },
      h(
        'button',
        { type: 'button', class: 'primary', disabled: text === undefined, onClick: download },
        `Download ${fileName}`,
      ),
      h('button', { type: 'button', disabled: text === undefined, onClick: copy }, 'Copy'),
      h('span', { class: 'quiet', role: 'status' }, note),
    ),
  );
}
