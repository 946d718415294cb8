import fc from 'fast-check';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import { faults } from '../../src/faults/index.ts';
import type { Problem } from '../../src/scenario/problem.ts';
import { load } from '../scenario/scenario-text.ts';
import { type GivenOptions, optionsOf } from './arbitrary-options.ts';

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    -1,
    1.5,
    1e300,
    '',
    'x',
    '5',
    '-5ms',
    '1e3ms',
    ' 5ms',
    '5 ms',
    `${'9'.repeat(400)}h`,
    '0B',
    '1B/h',
    [],
    {},
    null,
  ),
);

/** Options in which one thing is missing, too much or something else; or something else altogether. */
function spoiltFrom(options: fc.Arbitrary<GivenOptions>): fc.Arbitrary<unknown> {
  const spoilt = fc
    .tuple(options, fc.nat(20), fc.oneof(anything, fc.constant(undefined)), fc.string())
    .map(([given, at, value, name]) => {
      const names = [...Object.keys(given), name];
      const chosen = names[at % names.length] ?? name;
      return { ...given, [chosen]: value };
    });
  return fc.oneof({ weight: 4, arbitrary: spoilt }, { weight: 1, arbitrary: anything });
}

/** A type and a `with:` block, good or bad. */
export const anyOptions: fc.Arbitrary<readonly [string, unknown]> = fc.oneof(
  ...faults.map((fault) => fc.tuple(fc.constant(fault.type), fc.oneof(optionsOf(fault), spoiltFrom(optionsOf(fault))))),
);

/**
 * Reads the block as a scenario does, and tells whether it was accepted.
 * @throws {Error} when good options are refused, bad ones are not, or the reason is not one that helps
 */
export function checkOptions(type: string, given: unknown): boolean {
  const fault = faults.find((each) => each.type === type) as FaultDefinition;
  const entry = JSON.parse(JSON.stringify({ fault: type, with: given })) as { readonly with?: unknown };
  const scenario = {
    ...{ version: 1, name: 'fuzz', target: { builtin: 'echo' }, listen: { tls: 'self-signed' } },
    ...fault.exampleSetting,
    faults: [entry],
  };
  // JSON is YAML.
  const loading = load(JSON.stringify(scenario, null, 1));
  const problems = loading.kind === 'problems' ? loading.problems : [];
  for (const problem of problems) checkProblem(problem);
  const parsed = fault.options.safeParse('with' in entry ? entry.with : {});
  // A reference to a variable is resolved before.
  if (JSON.stringify(entry).includes('${')) return parsed.success;
  if (parsed.success !== (problems.length === 0)) {
    throw new Error(
      parsed.success
        ? `good options are refused: ${problems[0]?.message}`
        : `bad options are accepted: ${parsed.error.message}`,
    );
  }
  if (parsed.success) checkDescription(fault, parsed.data);
  return parsed.success;
}

function checkProblem({ line, column, message }: Problem): void {
  const isHelpful = /\S{3,}/.test(message) && !/\bundefined\b|\[object|\bNaN\b|Invalid input/.test(message);
  if (line < 2 || column < 2 || !isHelpful) throw new Error(`no good problem: ${line}:${column} ${message}`);
}

function checkDescription(fault: FaultDefinition, options: unknown): void {
  const clause = fault.explain(options);
  if (!/\S/.test(clause) || /\bundefined\b|\bNaN\b|\[object/.test(clause)) throw new Error(`explained as "${clause}"`);
  for (const direction of ['to-client', 'to-server', 'both'] as const) fault.sign(options, direction);
}
