import { clientTraits } from './client-traits.ts';
import { type CheckContext, formatPath } from './describe-issues.ts';
import { findKey, findPlace } from './located-node.ts';
import { problemAt } from './place.ts';
import type { ClientSpec, TrafficSpec } from './scenario-case.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

/** Turns `traffic:` into its specification. What only one kind of client can do is refused with the other kinds. */
export function buildTraffic(
  entry: ScenarioEntries['traffic'],
  client: ClientSpec['kind'] | undefined,
  { root, report }: CheckContext,
): TrafficSpec {
  const { send, ready = 'round-trip', sequence } = entry ?? {};
  const reportKey = (path: readonly string[], message: string): void =>
    report(problemAt(findKey(root, path) ?? findPlace(root, path), message));

  if (send !== undefined && client !== undefined && !clientTraits[client].speaksEnvelope) {
    reportKey(['traffic', 'send'], `"send" is for the reference client; a client of type "${client}" sends by itself`);
  }
  if (sequence !== undefined && client !== undefined && clientTraits[client].speaksEnvelope) {
    reportKey(['traffic', 'sequence'], '"sequence" is for other clients; the reference client numbers its messages');
  }
  if (ready === 'told' && client !== undefined && clientTraits[client].dialsByItself) {
    const message = '"told" is for clients that tell events; one of type "external" is seen on the wire alone';
    report(problemAt(findPlace(root, ['traffic', 'ready']), message));
  }
  if (send === undefined) return { send: undefined, ready, sequence };
  const hasJson = 'json' in send;
  if (hasJson && send.text !== undefined) {
    reportKey(['traffic', 'send', 'json'], '"text" and "json" exclude each other');
  }
  if (!hasJson && send.text === undefined) {
    const where = formatPath(['traffic', 'send']);
    reportKey(['traffic', 'send'], `missing key "text" in ${where}; expected "text" or "json"`);
  }
  const text = send.text ?? JSON.stringify(send.json ?? null);
  return { send: { everyMs: send.every, text, format: hasJson ? 'json' : 'text' }, ready, sequence };
}
