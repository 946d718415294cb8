import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holdsCode } from './holds-code.ts';
import { listFiles, readText, root } from './tree.ts';

/** Where the test of a source file belongs. */
const mirrorOf = (path: string): string => path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');

test('every source file that holds code has its test at the same path below test', () => {
  const missing = listFiles(['src'], '.ts')
    .filter((path) => holdsCode(readText(path)) && !existsSync(join(root, mirrorOf(path))))
    .map((path) => `${path} has code and no test: write ${mirrorOf(path)}`);
  expect(missing).toEqual([]);
});

describe('what counts as code', () => {
  test.each([
    ['an interface and an import', false, `import type { A } from './a.ts';\nexport interface B { readonly a: A }`],
    ['a declared value', false, `export declare const version: string;`],
    ['a function in a type', false, `export type Callback = () => void;\nexport const none: readonly Callback[] = [];`],
    ['a value that is exported again', false, `export { a } from './a.ts';`],
    ['a list of imports', false, `import { a } from './a.ts';\nexport const all = [a] as const;`],
    ['a limit', false, `export const maxBytes = 16 * 1024;`],
    ['a function', true, `export function one(): number { return 1; }`],
    ['a class', true, `export class One {}`],
    ['an arrow function in a list', true, `export const all = [() => 1];`],
    ['a method in an object', true, `export const all = { one() { return 1; } };`],
    ['a call that makes a constant', true, `export const options = z.object({});`],
    ['a statement', true, `start();`],
    ['an import for its effect', true, `import './start.ts';`],
  ] as const)('%s: %s', (_what, expected, source) => {
    expect(holdsCode(source)).toBe(expected);
  });
});
