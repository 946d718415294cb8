import { z } from 'zod';
import type { FaultDefinition } from '../faults/define-fault.ts';
import { findRefusals } from '../scenario/find-refusals.ts';
import type { faultType } from './schemas.ts';

/** What a form needs to know of a fault type. */
export function describeFaultType(fault: FaultDefinition): z.output<typeof faultType> {
  const { type, layer, lifetime, summary, wireFact, example, exampleSetting, options } = fault;
  const { $schema: _dialect, ...schema } = z.toJSONSchema(options, { target: 'draft-7', io: 'input' });
  return {
    ...{ type, layer, lifetime, summary, wireFact },
    example: { fault: type, ...(Object.keys(example).length === 0 ? {} : { with: example }), ...exampleSetting },
    options: schema,
    refuses: Object.keys(findRefusals(fault)),
  };
}
