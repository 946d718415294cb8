import { createRequire } from 'node:module';

/**
 * Whether a module that stands there would find no WebSocket: Node has one of its own from version 22 on, else it is the
 * package `ws` of the project.
 * @param file - absolute; need not be there
 */
export function lacksWebSocket(file: string): boolean {
  if ('WebSocket' in globalThis) return false;
  try {
    createRequire(file).resolve('ws');
    return false;
  } catch {
    return true;
  }
}
