import { ambiguity } from './ambiguity.ts';
import { countMessages, type MessageCounts } from './count-messages.ts';
import { findServerNotice } from './find-server-notice.ts';
import { peakSockets } from './peak-sockets.ts';
import type { Episode } from './read-episode.ts';
import type { SampleSheet } from './sample-sheet.ts';

/** The figures over all clients: messages, needless breaks, overlapping sockets, the server's view; and the noise. */
export function sampleFleet(episode: Episode, sheet: SampleSheet): void {
  const { context, steady, breaks, clients } = episode;
  sampleMessages(episode, sheet);
  if (steady === null) sheet.skip('spurious', 'the client was never steady');
  else sheet.put('spurious', breaks.length, 'wire');

  if (context.isAmbiguous === true) sheet.skip('sockets.max', ambiguity);
  else if (clients.size === 0) sheet.skip('sockets.max', 'no client was seen');
  else sheet.put('sockets.max', peakSockets(clients.values()), 'wire');

  sampleServer(episode, sheet);
  if (context.loopDelayMs === null) sheet.skip('noise.loop', 'the iteration was over before a sample was due');
  else sheet.put('noise.loop', context.loopDelayMs);
  const { loopDelayMaxMs = null } = context;
  if (loopDelayMaxMs === null) sheet.skip('noise.max', 'the iteration was over before a sample was due');
  else sheet.put('noise.max', loopDelayMaxMs);
}

/** Each figure as the sum, and by direction as `messages.lost.up` and `messages.lost.down`. */
function sampleMessages({ context, observations }: Episode, sheet: SampleSheet): void {
  const { up, down } = context.countsMessages ? countMessages(observations) : { up: null, down: null };
  const figures: readonly (keyof MessageCounts)[] = ['lost', 'duplicated', 'reordered'];
  for (const figure of figures) {
    const metric = `messages.${figure}`;
    if (up !== null) sheet.put(`${metric}.up`, up[figure], 'wire');
    if (down !== null) sheet.put(`${metric}.down`, down[figure], 'wire');
    if (up !== null || down !== null) sheet.put(metric, (up?.[figure] ?? 0) + (down?.[figure] ?? 0), 'wire');
    else {
      sheet.skip(metric, context.countsMessages ? 'no numbered message was seen' : 'the messages carry no numbers');
    }
  }
}

/** When the server noticed that the affected connections are gone: the last of them. */
function sampleServer(episode: Episode, sheet: SampleSheet): void {
  const metric = 'server.detection';
  const { outcome, end } = episode;
  if (outcome === null) {
    sheet.skip(metric, 'no fault took effect');
    return;
  }
  const notice = findServerNotice(episode);
  switch (notice.kind) {
    case 'noticed':
      sheet.put(metric, notice.t - outcome.injected, 'wire');
      return;
    case 'nothing':
      sheet.skip(metric, 'the connection lived through the fault');
      return;
    case 'hidden':
      sheet.skip(metric, "the connection ended without a sign of the server's own");
      return;
    case 'unnoticed':
      if (end.reason === 'timeout') sheet.put(metric, 'censored', 'wire');
      else sheet.skip(metric, 'the iteration ended before the server closed the connection');
      return;
    default:
      notice satisfies never;
  }
}
