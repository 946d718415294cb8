import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the package and packs it, as `npm publish` would, into a folder; gives the path of the file. */
export async function packPackage(folder: string): Promise<string> {
  // npm runs `prepare`, which builds.
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  // What `prepare` prints comes first.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error(`npm pack printed no file: ${stdout}`);
  return path.join(folder, packed.filename);
}
