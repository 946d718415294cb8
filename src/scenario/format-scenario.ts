import { Document, type Node, type YAMLMap } from 'yaml';
import type { Commented, ScenarioDraft } from './scenario-draft.ts';

/** Writes a scenario file: version 1, its comments above what they are about. */
export function formatScenario(draft: ScenarioDraft): string {
  const { name, description, target, listen, measure, repeat, timeout } = draft;
  const document = new Document({ version: 1, name, description, target });
  const root = document.contents as unknown as YAMLMap;
  document.commentBefore = asComment(draft.comment);

  const addItem = (key: string, node: Node, comment?: string): void => {
    const pair = document.createPair(key, node);
    if (comment !== undefined) (pair.key as Node).commentBefore = asComment(comment);
    root.items.push(pair as (typeof root.items)[number]);
  };
  const toNode = (value: unknown): Node => document.createNode(value);
  const toItems = (items: readonly Commented<unknown>[]): Node => {
    const nodes = items.map(({ value, comment }) => {
      const node = toNode(value);
      if (comment !== undefined) node.commentBefore = asComment(comment);
      return node;
    });
    return toNode(nodes);
  };

  if (listen !== undefined) addItem('listen', toNode(listen));
  addItem('client', toNode(draft.client.value), draft.client.comment);
  if (measure !== undefined) addItem('measure', toNode(measure));
  addItem('faults', toItems(draft.faults));
  addItem('repeat', toNode(repeat));
  addItem('timeout', toNode(timeout));
  addItem('expect', toItems(draft.expect), draft.expectComment);
  return document.toString({ lineWidth: 120, commentString: (text) => text.replace(/^/gm, '#') });
}

/** No line break of ours may end it: what stands in it may come from elsewhere. */
function asComment(text: string): string {
  return text
    .split('\n')
    .map((line) => ` ${line.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`)
    .join('\n');
}
