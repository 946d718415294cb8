import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { defineCommand } from './define-command.ts';
import { type CiService, ciServices, listStarterFiles } from './init/starter-files.ts';
import { writeNew } from './init/write-new.ts';
import { splitList } from './settings.ts';

export const init = defineCommand({
  name: 'init',
  usage: '[dir]',
  summary: 'Write scenarios to start from, a client for them, and pipelines for GitHub and GitLab; overwrites nothing',
  positionals: {
    dir: { type: 'string', describe: 'The folder of the project; default: the working directory' },
  },
  options: {
    ci: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Only the pipelines of github, gitlab; or none',
    },
  },
  examples: [
    ['$0 init', 'then `wschaos run`'],
    ['$0 init --ci github', 'without a pipeline for GitLab'],
  ],
  exitCodes: [
    ['0', 'written, as far as nothing stood there before'],
    ['2', 'bad flag'],
    ['3', 'a file cannot be written'],
  ],
  async run({ dir = '.', ci }, { io, paintFor }) {
    const files = listStarterFiles(readServices(ci));
    const paint = paintFor(io.stdout);
    let kept = 0;
    for (const file of files) {
      const name = path.join(dir, file.path);
      const isNew = writeNew(path.resolve(io.cwd, name), file.text);
      if (!isNew) kept++;
      io.stdout.write(isNew ? `${paint('green', 'wrote')}  ${name}\n` : `${paint('yellow', 'kept')}   ${name}\n`);
    }
    if (kept > 0) io.stdout.write('\nWhat is kept was there already, and is as it was.\n');
    io.stdout.write(nextSteps(dir));
    return 0;
  },
});

/** @throws {WschaosError} `cli.usage` */
function readServices(given: readonly string[] | undefined): readonly CiService[] {
  if (given === undefined) return ciServices;
  const names = splitList(given);
  if (names.length === 1 && names[0] === 'none') return [];
  const unknown = names.find((name) => !ciServices.some((service) => service === name));
  if (unknown === undefined) return ciServices.filter((service) => names.includes(service));
  const suggestion = formatSuggestion(unknown, [...ciServices, 'none']);
  throw new WschaosError('cli.usage', `--ci: expected github, gitlab or none, got "${unknown}"${suggestion}`);
}

function nextSteps(dir: string): string {
  const enter = path.normalize(dir) === '.' ? '' : `cd ${dir} && `;
  return `
Next:
  ${enter}npx wschaos run --watch
  Put your client into ${path.join(dir, 'scenarios', 'client.mjs')}; give your server with --target ws://HOST:PORT.
  The pipelines need wschaos among the devDependencies. wschaos-results/ belongs into .gitignore.
`;
}
