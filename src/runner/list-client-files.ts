import path from 'node:path';
import type { ClientSpec } from '../scenario/scenario-case.ts';
import { isFile } from './is-file.ts';

/** The files that a scenario names for its client: a module, a page, the arguments of a command that are files. */
export function listClientFiles(client: ClientSpec): readonly string[] {
  if ('module' in client) return [client.module];
  if ('command' in client) return listCommandFiles(client);
  return 'page' in client && client.page.kind === 'file' ? [client.page.path] : [];
}

/** A program that is started, and where. */
interface Command {
  readonly command: readonly string[];
  readonly cwd: string;
}

/** A program that was found elsewhere, such as an interpreter, is nobody's to edit. */
export function listCommandFiles({ command: [program = '', ...words], cwd }: Command): readonly string[] {
  const own = program.startsWith('.') ? [program] : [];
  return [...own, ...words].map((word) => path.resolve(cwd, word)).filter(isFile);
}
