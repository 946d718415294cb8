import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadHttpProxy } from '../../src/proxy/load-http-proxy.ts';

test('http-proxy is loaded', () => {
  expect(typeof loadHttpProxy().createProxyServer).toBe('function');
});

test('loading it makes no deprecation warning on this Node', () => {
  const source = fileURLToPath(new URL('../../src/proxy/load-http-proxy.ts', import.meta.url));
  const program = `import { loadHttpProxy } from ${JSON.stringify(source)}; loadHttpProxy().createProxyServer({}); console.log('loaded');`;
  const args = ['--throw-deprecation', '--import', 'tsx', '--input-type=module', '--eval', program];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('loaded\n');
});
