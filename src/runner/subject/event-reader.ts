import type { Clock } from '../../base/clock.ts';
import { parseClientEventLine } from './client-event-line.ts';
import type { OutputLog } from './output-log.ts';
import type { SubjectContext } from './subject.ts';

/**
 * More events than any client has reason to report; what keeps a flood of them from filling the memory. Messages are counted
 * apart, so that a client that tells each of its messages is still heard when it tells a loss.
 */
const maxEvents = 100_000;

/** Reads the events out of what a client prints; `false` for a line that is none. One reader serves one client from its start. */
export function createEventReader(
  clock: Clock,
  log: OutputLog,
  onEvent: SubjectContext['onEvent'],
): (line: string) => boolean {
  const startedAt = clock.now();
  const counts = { messages: 0, others: 0 };
  return (line) => {
    const event = parseClientEventLine(line, { from: startedAt, to: clock.now() });
    if (event === undefined) return false;
    const kind = event.ev === 'message' ? 'messages' : 'others';
    counts[kind] += 1;
    if (counts[kind] <= maxEvents) onEvent(event);
    if (counts[kind] === maxEvents) log.add(`[wschaos] ${maxEvents} events: the ones that follow are ignored`);
    return true;
  };
}
