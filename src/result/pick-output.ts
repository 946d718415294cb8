import { shorten } from './invalid-reason.ts';
import type { ClientOutput } from './observation.ts';
import type { Episode } from './read-episode.ts';

/** A traceback of a few frames has room. */
const mostLines = 15;

/**
 * The last lines of the client that an iteration is told for: of the one that ended by itself, or else of the one that was back
 * last. Without what a runtime prints around its own error, and without colours. `undefined` where it printed nothing.
 */
export function pickOutput({ clients, context, outcome }: Episode): ClientOutput | undefined {
  const exits = [...clients.values()].flatMap(({ exit }) => exit ?? []).sort((a, b) => a.t - b.t);
  const outputs = context.outputs ?? [];
  const client = exits[0]?.client ?? outcome?.slowest.client ?? outputs[0]?.client;
  const printed = outputs.find((one) => one.client === client)?.lines ?? exits[0]?.lastLines ?? [];
  const lines = printed
    .map((line) => shorten(line.replaceAll('\t', '  ')).trimEnd())
    .filter((line) => line.trim() !== '' && !ofRuntime.test(line))
    .slice(-mostLines);
  return client === undefined || lines.length === 0 ? undefined : { client, lines };
}

/** Frames inside of Node, and its version, say nothing of the client. */
const ofRuntime = /^\s+at .*\(?node:|^Node\.js v\d/;
