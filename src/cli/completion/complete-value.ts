import { faults } from '../../faults/index.ts';
import { reporters } from '../../report/index.ts';
import { ciServices } from '../init/starter-files.ts';
import { schemaNames } from '../schema.ts';
import { listScenarioNames } from './list-scenario-names.ts';
import { shells } from './shell-scripts.ts';

/** The values that may stand for an option or a positional, given how one begins. */
type ValueSource = (begun: string, cwd: string) => readonly string[];

const servers = (): readonly string[] => ['builtin:echo', 'builtin:ticker', 'builtin:chat'];
const faultNames = faults.map(({ type }) => type);

/** By `COMMAND NAME` for a positional, `--NAME` for an option of any command; without one, the shell completes files. */
const sources: Readonly<Record<string, ValueSource>> = {
  'run files': listScenarioNames,
  'list files': listScenarioNames,
  'validate files': listScenarioNames,
  'tolerance files': listScenarioNames,
  'proxy url': servers,
  'explore url': servers,
  'faults name': () => faultNames,
  'schema of': () => schemaNames,
  'completion shell': () => shells,
  '--target': servers,
  '--scenario': listScenarioNames,
  '--reporter': (begun) =>
    completeList(
      begun,
      reporters.map(({ name }) => name),
    ),
  '--ci': (begun) => completeList(begun, [...ciServices, 'none']),
  '--trace': () => ['on', 'off', 'failures'],
  '--phase': () => ['sweep', 'random', 'none'],
  '--jobs': () => ['auto'],
  '--shard': () => ['auto'],
  '--search': () => ['pause', 'bandwidth'],
  '--fault': () => faultNames.map((name) => `${name}:`),
  '--tls': () => ['self-signed'],
};

/** What may stand there and begins so; nothing where wschaos knows no more than the shell. */
export function completeValue(name: string, begun: string, cwd: string): readonly string[] {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  return (source?.(begun, cwd) ?? []).filter((value) => value.startsWith(begun));
}

/** One more member of a comma list. */
function completeList(begun: string, names: readonly string[]): readonly string[] {
  const before = begun.slice(0, begun.lastIndexOf(',') + 1);
  const given = before.split(',');
  return names.filter((name) => !given.includes(name)).map((name) => `${before}${name}`);
}
