import { type CST, Parser } from 'yaml';

type Token = CST.Token | CST.SourceToken;

/**
 * How deeply collections are nested in a text, and where the first innermost one begins. Parser and walk need no call stack,
 * unlike the composer, which must not see a file of a hundred thousand brackets. Tells the line starts on the way.
 */
export function measureYamlDepth(
  text: string,
  onNewLine: (offset: number) => void,
): { readonly depth: number; readonly offset: number } {
  let deepest = { depth: 0, offset: 0 };
  const waiting: { readonly token: Token; readonly depth: number }[] = [];
  for (const token of new Parser(onNewLine).parse(text)) waiting.push({ token, depth: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token } = next;
    const isCollection = 'items' in token;
    const depth = next.depth + Number(isCollection);
    if (depth > deepest.depth) deepest = { depth, offset: token.offset };
    for (const child of childrenOf(token)) waiting.push({ token: child, depth });
  }
  return deepest;
}

function childrenOf(token: Token): readonly Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat());
}
