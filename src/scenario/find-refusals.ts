import type { FaultDefinition, FaultScope, Refusals } from '../faults/define-fault.ts';

/** What a fault cannot heed because of what it acts on, where and for how long, whatever its options are. */
export function findRefusals({ appliesTo, layer, lifetime, takesDirection }: FaultDefinition): Refusals {
  return {
    ...(takesDirection ? {} : { direction: 'acts on both directions at once' }),
    ...(layer === 'connect' || layer === 'tls' ? { 'connections: existing': 'acts on new connections only' } : {}),
    ...(layer === 'tls' ? beforeRequest : {}),
    ...(lifetime === 'instant' ? ofInstant : {}),
    ...ofScope[appliesTo],
  };
}

const beforeRequest: Refusals = {
  'connections: path': 'acts before there is a request',
  'connections: header': 'acts before there is a request',
};

const instant = 'happens in one instant';
const ofInstant: Refusals = { for: instant, until: instant, count: instant, 'connections: new': instant };

const port = 'acts on the port';
const program = 'acts on a process';
const ofScope: Readonly<Record<FaultScope, Refusals>> = {
  listener: { direction: port, connections: port, probability: port },
  connection: {},
  flow: {},
  // There is one program, and no connection by which to choose.
  process: { direction: program, connections: program, probability: program, count: program },
};
