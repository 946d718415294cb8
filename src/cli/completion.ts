import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { shellScripts, shells } from './completion/shell-scripts.ts';
import { defineCommand } from './define-command.ts';

export const completion = defineCommand({
  name: 'completion',
  usage: '[shell]',
  summary: 'Print the script that completes commands, options, scenarios and faults in bash or zsh',
  positionals: {
    shell: { type: 'string', describe: 'bash or zsh; default: that of SHELL' },
  },
  options: {},
  examples: [
    ['$0 completion bash > ~/.wschaos-completion', 'then `source` that file in ~/.bashrc; wschaos must be in PATH'],
  ],
  exitCodes: [
    ['0', 'printed'],
    ['2', 'there is no script for the shell'],
  ],
  async run({ shell }, { io }) {
    const name = shell ?? path.basename(io.env.SHELL ?? '');
    const known = shells.find((one) => one === name);
    if (known === undefined) {
      const got = shell === undefined ? `SHELL is "${name}"` : `got "${shell}"`;
      throw new WschaosError('cli.usage', `expected bash or zsh, ${got}${formatSuggestion(name, shells)}`);
    }
    io.stdout.write(shellScripts[known]);
    return 0;
  },
});
