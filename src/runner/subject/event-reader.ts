import type { Clock } from '../../base/clock.ts';
import { parseClientEventLine } from './client-event-line.ts';
import type { OutputLog } from './output-log.ts';
import type { SubjectContext } from './subject.ts';

/**
 * More events than any client has reason to report; what keeps a flood of them from filling the memory. Messages are counted
 * apart, so that a client that tells each of its messages is still heard when it tells a loss.
 */
const maxEvents = 100_000;
/** Of lines that name something else each time, these show enough. */
const maxNotes = 8;

/**
 * Reads the events out of what a client prints; `false` for a line that is none. What is wrong with its lines is noted once for
 * each kind of flaw. One reader serves one client from its start.
 */
export function createEventReader(
  clock: Clock,
  log: OutputLog,
  { onEvent, onNote }: Pick<SubjectContext, 'onEvent' | 'onNote'>,
): (line: string) => boolean {
  const startedAt = clock.now();
  const counts = { messages: 0, others: 0 };
  const noted = new Set<string>();
  const note = (flaw: string): void => {
    if (noted.has(flaw) || noted.size >= maxNotes) return;
    noted.add(flaw);
    onNote?.(flaw);
  };
  return (line) => {
    const { event, flaws } = parseClientEventLine(line, { from: startedAt, to: clock.now() });
    for (const flaw of flaws) note(flaw);
    if (event === undefined) return false;
    const kind = event.ev === 'message' ? 'messages' : 'others';
    counts[kind] += 1;
    if (counts[kind] <= maxEvents) onEvent(event);
    if (counts[kind] === maxEvents) log.add(`[wschaos] ${maxEvents} events: the ones that follow are ignored`);
    return true;
  };
}
