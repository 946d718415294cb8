import path from 'node:path';
import process from 'node:process';
import { WschaosError } from '../base/error.ts';
import { quoteWord } from '../base/quote-word.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { defineCommand } from './define-command.ts';
import { findRepositoryRoot } from './init/find-repository-root.ts';
import { lacksWebSocket } from './init/lacks-web-socket.ts';
import { type CiService, ciServiceNames, ciServices, listStarterFiles } from './init/starter-files.ts';
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
    const services = readServices(ci);
    const files = listStarterFiles(services);
    const paint = paintFor(io.stdout);
    let kept = 0;
    for (const file of files) {
      const name = path.join(dir, file.path);
      const isNew = writeNew(path.resolve(io.cwd, name), file.text);
      if (!isNew) kept++;
      io.stdout.write(isNew ? `${paint('green', 'wrote')}  ${name}\n` : `${paint('yellow', 'kept')}   ${name}\n`);
    }
    if (kept > 0) io.stdout.write('\nWhat is kept was there already, and is as it was.\n');
    io.stdout.write(nextSteps(dir, services, io.cwd));
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

function nextSteps(dir: string, services: readonly CiService[], cwd: string): string {
  const folder = path.normalize(dir);
  const client = path.join(folder, 'scenarios', 'client.mjs');
  const commands = [...(lacksWebSocket(path.resolve(cwd, client)) ? [installWs] : []), 'npx wschaos run --watch'].map(
    (command) => (folder === '.' ? command : `cd ${quoteWord(folder)} && ${command}`),
  );
  return `
Next:
${commands.map((command) => `  ${command}\n`).join('')}\
  Put your client into ${client}; give your server with --target ws://HOST:PORT.
  wschaos-results/ belongs into .gitignore.
${services.length === 0 ? '' : `  The pipelines need wschaos among the devDependencies.\n${noteRoot(folder, services, cwd)}`}`;
}

const installWs = `npm install --save-dev ws   # Node ${process.versions.node} has no WebSocket of its own`;

/** A pipeline that stands anywhere else is passed over without a word. */
function noteRoot(folder: string, services: readonly CiService[], cwd: string): string {
  const project = path.resolve(cwd, folder);
  const root = findRepositoryRoot(project);
  if (root === project || (root === undefined && folder === '.')) return '';
  const names = services.map((service) => ciServiceNames[service]).join(' and ');
  if (root === undefined) {
    return `  ${names} read pipelines only at the root of a repository: ${folder} must be one.\n`;
  }
  const inside = path.relative(root, project);
  return `  ${names} read pipelines only at the root of the repository: move them to ${root}.
  There the commands must run in ${inside}, and every path begin with it.
`;
}
