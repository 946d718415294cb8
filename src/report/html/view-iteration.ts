import type { TimelineEntry } from '../../result/run-result.ts';
import { replayCommand } from '../replay-command.ts';
import { drawLanes } from './draw-lanes.ts';
import { writeFigureOf } from './figure-of.ts';
import { element, type Markup } from './markup.ts';
import type { PageCase, PageIteration } from './page-data.ts';
import { readLanes } from './read-lanes.ts';
import { verdictMark } from './status-word.ts';

const figures = ['detection', 'close', 'reconnect', 'recovery', 'outage', 'attempts'] as const;

/** An iteration: its figures, its swim-lanes, the same in words, what the client printed, and how to run it again. */
export function viewIteration(
  one: PageCase,
  iteration: PageIteration,
  { width, replayFlags }: { readonly width: number; readonly replayFlags: readonly string[] },
): Markup {
  const lanes = readLanes(iteration);
  const { index, phase, verdict, reason, cause, wireSign, timeline, output, trace, frames } = iteration;
  const told = [
    ...(phase === null ? [] : [`phase ${phase.toFixed(3)}`]),
    ...(cause === null ? [] : [`the client tells ${cause}`]),
    ...(wireSign === null ? [] : [`on the wire: ${wireSign}`]),
    ...(trace === undefined ? [] : [`trace: ${trace}`]),
  ];
  return element(
    'div',
    { class: 'iteration-body' },
    element('h2', {}, `Iteration #${index} `, verdictMark(verdict)),
    reason !== undefined && element('p', { class: 'reason' }, reason),
    element('p', { class: 'facts' }, ...told.map((fact) => element('span', {}, fact))),
    element(
      'dl',
      { class: 'figures small' },
      figures
        .filter((metric) => iteration.samples[metric] !== undefined && iteration.samples[metric] !== null)
        .map((metric) =>
          element(
            'div',
            {},
            element('dt', {}, metric),
            element('dd', {}, writeFigureOf(iteration, metric, one.timeoutMs)),
          ),
        ),
    ),
    lanes !== undefined && element('div', { class: 'canvas' }, drawLanes(lanes, { width, frames })),
    lanes !== undefined && viewLegend(frames !== undefined),
    viewTimeline(timeline),
    output !== undefined && viewOutput(output.client, output.lines),
    element(
      'div',
      { class: 'replay' },
      element('h3', {}, 'Replay'),
      element('code', { tabindex: 0 }, viewCommand(replayCommand(one, iteration, replayFlags))),
    ),
  );
}

function viewLegend(hasFrames: boolean): Markup {
  const states = [
    ['connected', 'connected'],
    ['unaware', 'believes the link alive'],
    ['away', 'knows, and is away'],
    ['back', 'ready again'],
  ] as const;
  const frames = [
    ['message', 'message'],
    ['ping', 'ping, pong'],
    ['lost', 'lost'],
  ] as const;
  return element(
    'ul',
    { class: 'legend' },
    states.map(([kind, text]) => element('li', { class: kind }, text)),
    hasFrames && frames.map(([kind, text]) => element('li', { class: kind }, text)),
  );
}

function viewTimeline(timeline: readonly TimelineEntry[]): Markup | undefined {
  if (timeline.length === 0) return undefined;
  const rows = timeline.map(({ t, what, text, nth }) =>
    element(
      'tr',
      { class: what },
      element('td', { class: 'number' }, what === 'omitted' ? '' : formatInstant(t)),
      element('th', { scope: 'row' }, what === 'omitted' ? '…' : nth === undefined ? what : `${what} ${nth}`),
      element('td', {}, text),
    ),
  );
  const head = ['after the fault', 'what', 'detail'].map((title) => element('th', { scope: 'col' }, title));
  return element(
    'table',
    { class: 'timeline' },
    element('caption', { class: 'unseen' }, 'What happened, in order of time'),
    element('thead', { class: 'unseen' }, element('tr', {}, head)),
    element('tbody', {}, rows),
  );
}

/** In one unit, so that the column can be read down. */
function formatInstant(ms: number): string {
  // No negative zero.
  const whole = Math.round(ms) || 0;
  return `${whole.toLocaleString('en').replaceAll(',', '\u202F').replace('-', '−')} ms`;
}

/** What a client printed last. */
export function viewOutput(client: number, lines: readonly string[]): Markup {
  return element(
    'div',
    { class: 'output' },
    element('h3', {}, `The last lines of client ${client}`),
    element('pre', { tabindex: 0 }, lines.join('\n')),
  );
}

/** Broken into lines between its options, not within them. */
function viewCommand(command: string): readonly Markup[] {
  return command.split(/ (?=--)/).flatMap((part, nth) => {
    const words = element('span', { class: 'part' }, part);
    return nth === 0 ? [words] : [' ', words];
  });
}
