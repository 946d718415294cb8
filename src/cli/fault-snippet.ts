import { stringify } from 'yaml';
import type { FaultDefinition, FaultLayer } from '../faults/define-fault.ts';

/** A whole scenario that throws the fault in: what `wschaos faults NAME` shows, ready to be saved and run. */
export function faultSnippet({ type, layer, lifetime, example, exampleSetting }: FaultDefinition): string {
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
    ...(lifetime === 'instant' ? [] : ['    for: 3s']),
    // Nobody dials while the link is up: what new connections meet needs one that is cut.
    ...(meetsDials.includes(layer) ? [`  - { fault: reset, when: { event: fault-start, fault: ${type} } }`] : []),
    'timeout: 10s',
    '',
  ].join('\n');
}

const meetsDials: readonly FaultLayer[] = ['connect', 'tls', 'handshake'];

const flow = { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 } as const;
