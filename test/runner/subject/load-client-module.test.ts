import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadClientModule } from '../../../src/runner/subject/load-client-module.ts';
import { makeFolder } from '../../cli/test-io.ts';

const client = 'export default () => ({ close() {} });';

async function load(name: string, files: Readonly<Record<string, string>>): Promise<unknown> {
  return loadClientModule(path.join(makeFolder(files), name));
}

describe('the client is found in', () => {
  test.each([
    ['an ES module', 'a.mjs', { 'a.mjs': client }],
    ['a CommonJS module', 'a.cjs', { 'a.cjs': 'module.exports = () => ({ close() {} });' }],
    ['one that was compiled', 'a.cjs', { 'a.cjs': 'exports.__esModule = true; exports.default = () => ({});' }],
    [
      'TypeScript, with what only a compiler knows',
      'a.ts',
      {
        'a.ts': `enum Port { Own = 1 }\ninterface Link { close(): void }\nexport default (): Link => ({ close() { Port.Own; } });`,
      },
    ],
    [
      'TypeScript that imports TypeScript, with its ending and without',
      'a.ts',
      {
        'a.ts': `import { one } from './one.ts';\nimport { two } from './two';\nexport default one<() => object>(two);`,
        'one.ts': 'export const one = <T>(value: T): T => value;',
        'two.ts': `export const two = await Promise.resolve(() => ({ close() {} }));`,
      },
    ],
  ])('%s', async (_what, name, files) => {
    expect(await load(name, files)).toBeTypeOf('function');
  });
});

describe('a module is refused whose default export', () => {
  test.each([
    ['is missing', 'a.mjs', 'export const client = () => {};', 'it has none'],
    ['is missing, in TypeScript', 'a.ts', 'export const client = 1;', 'it has none'],
    ['is an object', 'a.ts', 'export default { url: 1 };', 'it is an object'],
    ['is a text', 'a.mjs', "export default 'client';", 'it is a string'],
    ['is null', 'a.mjs', 'export default null;', 'it is null'],
  ])('%s', async (_what, name, text, got) => {
    const message = `its default export must be a client, as defineClient() gives it; ${got}`;
    await expect(load(name, { [name]: text })).rejects.toThrow(
      expect.objectContaining({ code: 'client.not-loaded', message }),
    );
  });
});

test('what a module throws comes as it is', async () => {
  await expect(load('a.ts', { 'a.ts': "throw new RangeError('at load');" })).rejects.toThrow('at load');
});
