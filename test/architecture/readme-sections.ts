import type { MetricDefinition } from '../../src/base/metric.ts';
import type { Command } from '../../src/cli/define-command.ts';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';

/** The generated parts of a README by name; each stands between `<!-- name:start -->` and `<!-- name:end -->`. */
export type ReadmeSections = Readonly<Record<string, string>>;

const units: Readonly<Record<MetricDefinition['unit'], string>> = {
  duration: 'duration',
  count: 'count',
  share: 'share, 0 to 1',
};

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table in Markdown; bars and line breaks in a cell are taken care of. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export function formatFaultTable(faults: readonly FaultDefinition[]): string {
  return formatTable(
    ['fault', 'acts on', 'what it does', 'seen on the wire'],
    faults.map(({ type, layer, summary, wireFact }) => [`\`${type}\``, layer, summary, wireFact]),
  );
}

export function formatMetricTable(metrics: readonly MetricDefinition[]): string {
  return formatTable(
    ['metric', 'unit', 'definition'],
    metrics.map(({ name, unit, summary }) => [`\`${name}\``, units[unit], summary]),
  );
}

export function formatCommandTable(commands: readonly Command[]): string {
  return formatTable(
    ['command', 'what it does'],
    commands.map(({ name, usage, summary }) => [`\`${`wschaos ${name} ${usage}`.trimEnd()}\``, summary]),
  );
}

const markers = (name: string): { readonly start: string; readonly end: string } => ({
  start: `<!-- ${name}:start -->`,
  end: `<!-- ${name}:end -->`,
});

/** Puts the sections between their markers; throws when a marker is missing or stands twice. */
export function replaceSections(readme: string, sections: ReadmeSections): string {
  return Object.entries(sections).reduce((text, [name, content]) => {
    const { start, end } = markers(name);
    const [before, inside, ...more] = text.split(start);
    const [, after, ...rest] = (inside ?? '').split(end);
    if (before === undefined || after === undefined || more.length > 0 || rest.length > 0) {
      throw new Error(`README.md must hold ${start} and then ${end}, once each`);
    }
    return `${before}${start}\n${content}\n${end}${after}`;
  }, readme);
}
