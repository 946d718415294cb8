import type { Expectation } from '../base/expectation.ts';
import type { CheckContext } from './describe-issues.ts';
import { placeWithin } from './interpolate.ts';
import { findNode } from './located-node.ts';
import { parseExpectation } from './parse-expectation.ts';
import { problemAt } from './place.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

type ExpectationEntry = NonNullable<ScenarioEntries['expect']>[number];

/** Parses one item of `expect:`; what is wrong within the expression is reported at its column. */
export function buildExpectation(
  entry: ExpectationEntry,
  index: number,
  { root, report }: CheckContext,
): Expectation | undefined {
  const isBare = typeof entry === 'string';
  const node = findNode(root, isBare ? ['expect', index] : ['expect', index, 'that']);
  if (node?.kind !== 'scalar') return undefined;
  const expression = isBare ? entry : entry.that;
  const parsing = parseExpectation(expression);
  if (parsing.kind === 'problem') {
    report(problemAt(placeWithin(node, parsing.offset, parsing.length), parsing.message));
    return undefined;
  }
  const { file, line, column } = problemAt(node.place, '');
  return {
    expression,
    ...parsing.bound,
    level: isBare ? 'error' : entry.level,
    because: isBare ? undefined : entry.because,
    file,
    line,
    column,
  };
}
