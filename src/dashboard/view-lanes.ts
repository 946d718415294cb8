import { type ComponentChild, h } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { composePicture } from './compose-picture.ts';
import { drawLanes } from './draw-lanes.ts';
import type { LiveSession } from './live-session.ts';
import { readColours } from './read-colours.ts';
import { ViewTraffic } from './view-traffic.ts';

export interface ViewLanesProps {
  readonly session: LiveSession;
  readonly connection: number | undefined;
  readonly isPaused: boolean;
  readonly onPause: () => void;
}

/** Shortest time between two pictures: a minute on a thousand pixels moves by no more than one in that time. */
const pictureMs = 33;
/** Pictures take no more than this share of the time, so that the page answers. */
const shareOfTime = 0.25;

/** The last minute as swim-lanes, flowing. */
export function ViewLanes({ session, connection, isPaused, onPause }: ViewLanesProps): ComponentChild {
  const place = useRef<HTMLCanvasElement>(null);
  const wanted = useRef({ connection, isPaused });
  wanted.current = { connection, isPaused };

  useEffect(() => {
    const canvas = place.current;
    return canvas === null ? undefined : animate(canvas, session, () => wanted.current);
  }, [session]);

  return h(
    'section',
    { class: 'lanes-section', 'aria-labelledby': 'lanes-title' },
    h(
      'div',
      { class: 'section-head' },
      h('h2', { id: 'lanes-title' }, 'The last minute'),
      h('span', { class: 'quiet' }, connection === undefined ? 'all connections' : `connection ${connection}`),
      h(
        'button',
        { type: 'button', class: 'end', onClick: onPause },
        isPaused ? 'Flow ' : 'Stop ',
        h('kbd', null, 'Space'),
      ),
    ),
    h('canvas', {
      ...{ ref: place, class: 'lanes', role: 'img' },
      'aria-label': 'Swim-lanes of client and server in the last minute; the lists below tell the same in words',
    }),
    h(
      'ul',
      { class: 'legend', 'aria-hidden': 'true' },
      [
        ['open', 'connected'],
        ['begun', 'not open yet'],
        ['message', 'message'],
        ['ping', 'ping, pong'],
        ['lost', 'not delivered'],
        ['detected', 'detected'],
        ['opened', 'open'],
        ['ready', 'ready'],
      ].map(([name, text]) => h('li', { key: name, class: name }, text)),
    ),
    h(ViewTraffic, { session, isPaused }),
  );
}

function animate(
  canvas: HTMLCanvasElement,
  session: LiveSession,
  read: () => { readonly connection: number | undefined; readonly isPaused: boolean },
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let colours = readColours(document.body);
  let heldAt: number | undefined;
  let dueAt = 0;
  let request = 0;

  const draw = (): void => {
    const width = canvas.clientWidth;
    if (width === 0) return;
    const { connection, isPaused } = read();
    heldAt = isPaused ? (heldAt ?? session.clock.at(performance.now())) : undefined;
    const now = heldAt ?? session.clock.at(performance.now());
    const { measurements, faults } = session.snapshot;
    const liveFaults = new Set(faults.map(({ id }) => id));
    const picture = composePicture({ ...session, measurements, liveFaults, connection, now, width });
    const ratio = devicePixelRatio;
    const [columns, rows] = [Math.round(width * ratio), Math.round(picture.layout.height * ratio)];
    if (canvas.width !== columns || canvas.height !== rows) {
      [canvas.width, canvas.height] = [columns, rows];
      canvas.style.height = `${picture.layout.height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLanes(picture, { context, width, colours });
  };
  const step = (): void => {
    request = requestAnimationFrame(step);
    const startedAt = performance.now();
    if (startedAt < dueAt) return;
    draw();
    const took = performance.now() - startedAt;
    dueAt = startedAt + Math.max(calm.matches ? 1_000 : pictureMs, took / shareOfTime);
  };
  const recolour = (): void => {
    colours = readColours(document.body);
    dueAt = 0;
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', recolour);
  addEventListener('themechange', recolour);
  step();
  return () => {
    cancelAnimationFrame(request);
    dark.removeEventListener('change', recolour);
    removeEventListener('themechange', recolour);
  };
}
