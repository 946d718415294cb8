import { stringify } from 'yaml';
import type { FaultDefinition } from '../faults/define-fault.ts';

/** A whole scenario that throws the fault in: what `wschaos faults NAME` shows, ready to be saved and run. */
export function faultSnippet({ type, lifetime, example, exampleSetting }: FaultDefinition): string {
  const setting = { target: { builtin: 'echo' }, client: 'reference', ...exampleSetting };
  const options = Object.keys(example).length === 0 ? [] : [`    with: ${stringify(example, flow).trim()}`];
  return [
    'version: 1',
    `name: try-${type}`,
    ...Object.entries(setting).map(([key, value]) => `${key}: ${stringify(value, flow).trim()}`),
    'faults:',
    `  - fault: ${type}`,
    ...options,
    '    at: 1s',
    ...(lifetime === 'instant' ? [] : ['    for: 5s']),
    '',
  ].join('\n');
}

const flow = { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 } as const;
