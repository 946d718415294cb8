import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { type Delivery, type FaultDefinition, faultLayers } from '../faults/define-fault.ts';
import { faults as definitions } from '../faults/index.ts';
import { wrapText } from '../report/wrap-text.ts';
import { findRefusals } from '../scenario/find-refusals.ts';
import { defineCommand } from './define-command.ts';
import { alignColumns } from './describe-plan.ts';
import { faultSnippet } from './fault-snippet.ts';
import { listOptions } from './option-table.ts';

export const faults = defineCommand({
  name: 'faults',
  usage: '[name]',
  summary: 'The catalogue of faults; with a name: its options and a scenario to start from',
  positionals: { name: { type: 'string', describe: 'A fault type' } },
  options: {},
  examples: [['$0 faults drop', 'everything about one fault']],
  exitCodes: [
    ['0', 'shown'],
    ['2', 'no such fault'],
  ],
  async run({ name }, { io }) {
    io.stdout.write(name === undefined ? listFaults() : describeFault(findFault(name), io.stdout.columns ?? 80));
    return 0;
  },
});

function findFault(name: string): FaultDefinition {
  const found = definitions.find(({ type }) => type === name);
  if (found !== undefined) return found;
  const types = definitions.map(({ type }) => type);
  throw new WschaosError('cli.usage', `unknown fault "${name}"${formatSuggestion(name, types)}`, {
    hint: `There are ${types.join(', ')}.`,
  });
}

/** Grouped by where they act, from the port up. */
function listFaults(): string {
  const width = Math.max(...definitions.map(({ type }) => type.length));
  const groups = faultLayers.flatMap((layer) => {
    const members = definitions.filter((one) => one.layer === layer);
    if (members.length === 0) return [];
    return [[layer, ...members.map(({ type, summary }) => `  ${type.padEnd(width)}  ${summary}`)].join('\n')];
  });
  return `${groups.join('\n\n')}\n\nwschaos faults NAME shows the options of one.\n`;
}

function describeFault(fault: FaultDefinition, width: number): string {
  const { type, layer, lifetime, summary, wireFact, defaultDirection, takesDirection } = fault;
  const facts = [
    ['acts on', layer],
    ['on the wire', wireFact],
    ...(fault.appliesTo === 'process' ? [] : [['delivery', deliveries[fault.delivery]]]),
    ['lifetime', lifetime === 'instant' ? 'one instant' : describeEnds(fault)],
    ...(takesDirection ? [['direction', `${defaultDirection}, if not told otherwise`]] : []),
  ];
  const rows = listOptions(fault).map((row) => [
    row.name,
    row.default,
    row.description === '' ? row.type : `${row.type}: ${row.description}`,
  ]);
  const options = rows.length === 0 ? 'It has no options.' : wrapRows([['option', 'default', ''], ...rows], width);
  const parts = [
    wrapText(`${type}: ${summary}`, width, 0),
    wrapRows(facts, width),
    options,
    faultSnippet(fault).trimEnd(),
  ];
  return `${parts.join('\n\n')}\n`;
}

const deliveries: Readonly<Record<Delivery, string>> = {
  kept: 'every byte behind the handshake arrives, late at most',
  thinned: 'whole frames are missing; the stream stays intact',
  added: 'no frame is missing; some arrive that nobody sent',
  changed: 'frames arrive elsewhere, or with other content',
  cut: 'nothing arrives behind some byte',
};

/** Which keys can end it, by its example's options. */
function describeEnds(fault: FaultDefinition): string {
  const refusals = { ...findRefusals(fault), ...fault.refuses(fault.options.parse(fault.example)) };
  const keys = (['for', 'until', 'count'] as const).filter((key) => refusals[key] === undefined);
  return `until lifted: ${keys.join(', ')}, or the end of the iteration`;
}

/** Columns, the last of which goes on under itself. */
function wrapRows(rows: readonly (readonly string[])[], width: number): string {
  return alignColumns(rows)
    .split('\n')
    .map((line, index) => {
      const last = rows[index]?.at(-1) ?? '';
      const indent = line.length - last.length;
      return last === '' ? line : `${line.slice(0, indent)}${wrapText(last, width, indent)}`;
    })
    .join('\n');
}
