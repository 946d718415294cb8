import { createRequire } from 'node:module';
import type httpProxy from 'http-proxy';

const require = createRequire(import.meta.url);

/**
 * Loads `http-proxy`. Version 1.18 keeps a copy of `util._extend`, which warns (DEP0060) from Node 22 on; the function that
 * the warning recommends takes its place first.
 */
export function loadHttpProxy(): typeof httpProxy {
  const util = require('node:util') as { _extend: typeof Object.assign };
  util._extend = Object.assign;
  return require('http-proxy') as typeof httpProxy;
}
