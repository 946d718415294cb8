import { expect, test } from 'vitest';
import { faultSnippet } from '../../src/cli/fault-snippet.ts';
import { faults } from '../../src/faults/index.ts';
import { casesOf } from './case-of.ts';

test.each(
  faults.map((fault) => [fault.type, fault] as const),
)('the snippet of %s is a valid scenario', (type, fault) => {
  const [only] = casesOf(faultSnippet(fault));
  const meetsDials = ['connect', 'tls', 'handshake'].includes(fault.layer);
  expect(only?.faults.map(({ definition }) => definition.type)).toEqual([type, ...(meetsDials ? ['reset'] : [])]);
  const given = fault.options.safeParse(fault.example);
  expect(only?.faults[0]?.options).toEqual(given.data);
});
