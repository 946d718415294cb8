import type { Expectation } from '../base/expectation.ts';
import type { CheckContext } from './describe-issues.ts';
import { placeWithin } from './interpolate.ts';
import { findNode, type LocatedNode, toPlain } from './located-node.ts';
import { parseExpectation } from './parse-expectation.ts';
import { problemAt } from './place.ts';
import { expectationSchema } from './scenario-schema.ts';

/** Parses `expect:`; what is wrong within an expression is reported at its column. The form of the items is checked before. */
export function buildExpectations(context: CheckContext): readonly Expectation[] {
  const list = findNode(context.root, ['expect']);
  return list?.kind === 'list' ? list.items.flatMap((item) => buildExpectation(item, context) ?? []) : [];
}

function buildExpectation(item: LocatedNode, { report }: CheckContext): Expectation | undefined {
  const node = item.kind === 'map' ? findNode(item, ['that']) : item;
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const parsing = parseExpectation(node.value);
  if (parsing.kind === 'problem') {
    report(problemAt(placeWithin(node, parsing.offset, parsing.length), parsing.message));
    return undefined;
  }
  const { level = 'error', because } = expectationSchema.safeParse(toPlain(item)).data ?? {};
  const { file, line, column } = problemAt(node.place, '');
  return { expression: node.value, ...parsing.bound, level, because, file, line, column };
}
