import { expect, test } from 'vitest';
import { explore } from '../../../src/cli/explore.ts';
import { proxyOptions } from '../../../src/cli/proxy/proxy-options.ts';
import { proxy } from '../../../src/cli/proxy.ts';

test('both commands have all of them, and the page one more', () => {
  expect(proxy.options).toBe(proxyOptions);
  const [all, more] = [Object.keys(proxyOptions), Object.keys(explore.options)];
  expect(more).toEqual([...all, 'payloads']);
});
