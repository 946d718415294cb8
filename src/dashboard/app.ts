import { type ComponentChild, Fragment, h } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ApiClient } from './api-client.ts';
import { createDeeds } from './create-deeds.ts';
import { createKeyListener } from './key-listener.ts';
import { createLiveSession, type LiveSession } from './live-session.ts';
import { startTheme } from './theme.ts';
import { useCatalogue } from './use-catalogue.ts';
import { ViewConnections } from './view-connections.ts';
import { ViewFaultForm } from './view-fault-form.ts';
import { ViewFaults } from './view-faults.ts';
import { ViewInspector } from './view-inspector.ts';
import { ViewKeys } from './view-keys.ts';
import { ViewLanes } from './view-lanes.ts';
import { ViewMeasurements } from './view-measurements.ts';
import { ViewScenario } from './view-scenario.ts';
import { ViewTop } from './view-top.ts';

/** What was done is told for so long. */
const saidMs = 5_000;

type Dialog = 'keys' | 'scenario' | undefined;

/** The whole page. */
export function App({ client }: { readonly client: ApiClient }): ComponentChild {
  const { names, types, trouble } = useCatalogue(client);
  const [name, setName] = useState<string>();
  const [chosen, setChosen] = useState<number>();
  const [isPaused, setPaused] = useState(false);
  const [dialog, setDialog] = useState<Dialog>();
  const [message, setMessage] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const [, setVersion] = useState(0);
  const current = name ?? names[0];

  const session = useMemo<LiveSession | undefined>(
    () =>
      current === undefined
        ? undefined
        : createLiveSession({ client, name: current, onChange: () => setVersion((version) => version + 1) }),
    [client, current],
  );
  useEffect(() => () => session?.close(), [session]);
  useEffect(() => setChosen(undefined), [session]);
  useEffect(startTheme, []);
  useEffect(() => {
    const timer = setTimeout(() => setMessage(undefined), saidMs);
    return () => clearTimeout(timer);
  }, [message]);

  const snapshot = session?.snapshot;
  const ids = snapshot?.connections.map(({ id }) => id) ?? [];
  // One that is gone can be neither shown nor hit any more: its client is back on another.
  const connection = chosen !== undefined && ids.includes(chosen) ? chosen : undefined;
  const deeds = createDeeds({
    client,
    session,
    connection,
    say: (text, isBad = false) => setMessage({ text, isBad }),
  });

  const onKey = useRef<(event: KeyboardEvent) => void>(() => {});
  onKey.current = createKeyListener({
    deeds,
    connections: ids,
    isDialogOpen: dialog !== undefined,
    choose: setChosen,
    pause: () => setPaused((was) => !was),
    open: setDialog,
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey.current(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const close = (): void => setDialog(undefined);
  const main =
    session === undefined || snapshot === undefined
      ? h('p', { class: 'quiet start' }, trouble ?? 'Waiting for the first proxy.')
      : h(
          Fragment,
          null,
          h(ViewLanes, { session, connection, isPaused, onPause: () => setPaused(!isPaused) }),
          h(
            'div',
            { class: 'panel' },
            h(ViewFaults, { deeds, snapshot, connection }),
            h(ViewFaultForm, { deeds, types, connection }),
          ),
          h(ViewConnections, { connections: snapshot.connections, chosen: connection, onChoose: setChosen, deeds }),
          h(ViewMeasurements, {
            measurements: snapshot.measurements,
            now: snapshot.proxy?.ageMs ?? 0,
            hasSeveral: snapshot.connections.length > 1,
            onSave: () => setDialog('scenario'),
          }),
          h(ViewInspector, { client, session, connection }),
        );

  return h(
    Fragment,
    null,
    h(ViewTop, { names, current, snapshot, deeds, onName: setName, onOpen: setDialog }),
    h('main', { id: 'page' }, main),
    h('p', { class: `said${message?.isBad ? ' bad' : ''}`, role: 'status' }, message?.text),
    dialog === 'keys' && h(ViewKeys, { onClose: close }),
    dialog === 'scenario' &&
      session !== undefined &&
      h(ViewScenario, { client, session, onClose: close, measurements: snapshot?.measurements ?? [] }),
  );
}
