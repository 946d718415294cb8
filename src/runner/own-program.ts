import { fileURLToPath } from 'node:url';

/** A program of ours that runs in a process of its own. */
export interface OwnProgram {
  readonly command: readonly string[];
  readonly cwd: string;
}

/** The program `name` that stands beside the file whose `import.meta.url` is given; from source it runs under tsx. */
export function ownProgram(name: string, beside: string): OwnProgram {
  const isSource = beside.endsWith('.ts');
  const program = fileURLToPath(new URL(`./${name}.${isSource ? 'ts' : 'js'}`, beside));
  return {
    command: [process.execPath, ...(isSource ? ['--import', 'tsx'] : []), program],
    // From here tsx is found; and no folder of the user's is held busy.
    cwd: fileURLToPath(new URL('.', beside)),
  };
}
